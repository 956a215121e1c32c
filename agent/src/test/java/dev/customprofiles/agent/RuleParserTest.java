package dev.customprofiles.agent;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.customprofiles.agent.Rule.Clause;
import dev.customprofiles.agent.Rule.Value;
import java.io.IOException;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.FieldSource;

class RuleParserTest {

    private static final List<String> PRESETS = Presets.NAMES;

    private static List<Rule> parse(String text) throws BadOption {
        return new RuleParser("own.rules").parse(text);
    }

    private static Value argument(int index) {
        return new Value(Value.Kind.ARGUMENT, index, null);
    }

    @Test
    void aRuleHasAllThatIsWritten() throws BadOption {
        Rule rule = parse("""
                        # comment
                        profile a.Open unit bytes weak: # comment
                            open a.B$C+.<init>(int, java.lang.String ,byte[]) -> this weight arg0 label arg1;

                            # comment
                            open a.B.make() -> return label "a text";
                        \tclose a.B+.close->arg12;
                        """).get(0);
        assertEquals(
                new Rule(
                        "a.Open",
                        "bytes",
                        true,
                        false,
                        List.of(
                                new Clause(
                                        true,
                                        "a.B$C",
                                        true,
                                        "<init>",
                                        List.of("int", "java.lang.String", "byte[]"),
                                        Value.THIS,
                                        argument(0),
                                        argument(1)),
                                new Clause(
                                        true,
                                        "a.B",
                                        false,
                                        "make",
                                        List.of(),
                                        Value.RETURN,
                                        null,
                                        new Value(Value.Kind.CONSTANT, -1, "a text")),
                                new Clause(false, "a.B", true, "close", null, argument(12), null, null))),
                rule);
        assertEquals(
                "open a.B$C+.<init>(int,java.lang.String,byte[])",
                rule.clauses().get(0).toString());
        assertEquals("close a.B+.close", rule.clauses().get(2).toString());
    }

    @Test
    void clausesTellMethodsApartByTheirArguments() throws BadOption {
        List<Clause> clauses = parse(
                        "profile a: open B.c -> this; open B.c() -> this; open B.c(int,java.util.Map$Entry[]) -> this")
                .get(0)
                .clauses();
        String two = "(I[Ljava/util/Map$Entry;)V";
        assertTrue(clauses.get(0).hasArguments(two) && clauses.get(0).hasArguments("()V"));
        assertTrue(clauses.get(1).hasArguments("()J") && !clauses.get(1).hasArguments(two));
        assertTrue(clauses.get(2).hasArguments(two) && !clauses.get(2).hasArguments("()V"));
    }

    @Test
    void severalRulesAreOneAfterTheOther() throws BadOption {
        List<Rule> rules = parse("profile a: open B.c -> this\r\n\r\nprofile b weak: open B.d -> this;\n");
        assertEquals(List.of("a", "b"), rules.stream().map(Rule::profile).toList());
        assertFalse(rules.get(0).weak());
        assertTrue(rules.get(1).weak());
        assertEquals(List.of(), parse(""));
        assertEquals(List.of(), parse("\n  \n# nothing"));
    }

    @ParameterizedTest
    @FieldSource("PRESETS")
    void presetsAreRules(String preset) throws BadOption, IOException {
        assertFalse(new RuleParser(preset).parse(Presets.text(preset)).isEmpty());
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                    open B.c -> this | a rule is 'profile NAME: open TYPE.METHOD -> this; close TYPE.METHOD -> this', but this is 'open B.c -> this'
                    profile a open B.c -> this | a rule is 'profile NAME: open TYPE.METHOD -> this; close TYPE.METHOD -> this', but this is 'profile a open B.c -> this'
                    profile a b: open B.c -> this | a rule is 'profile NAME: open TYPE.METHOD -> this; close TYPE.METHOD -> this', but this is 'profile a b: open B.c -> this'
                    profile a: | profile a has no 'open'
                    profile a: close B.c -> this | profile a has no 'open'
                    profile a: opens B.c -> this | not understood: 'opens B.c -> this'
                    profile a: open c -> this | not understood: 'open c -> this'
                    profile a: open B.c | not understood: 'open B.c'
                    profile a: open B.c -> that | not understood: 'open B.c -> that'
                    profile a: open B.c -> arg | not understood: 'open B.c -> arg'
                    profile a: open B.c -> arg99999999999 | not understood: 'open B.c -> arg99999999999'
                    profile a: open B.c -> this weight this | not understood: 'open B.c -> this weight this'
                    profile a: open B.c -> this label text | not understood: 'open B.c -> this label text'
                    profile a: open B.c -> this label "t" weight arg0 | not understood: 'open B.c -> this label "t" weight arg0'
                    profile a: open B.c -> this; close B.c -> return | 'close' counts when the method is entered, so it has no 'return': 'close B.c -> return'
                    profile a: open B.c -> this; close B.c -> this weight arg0 | 'close' has no weight and no label: 'close B.c -> this weight arg0'
                    profile a: open B.c -> this; close B.c -> this label "t" | 'close' has no weight and no label: 'close B.c -> this label "t"'
                    profile a: open B.c -> this; close B.<init> -> this | a constructor cannot close: 'close B.<init> -> this'
                    """, quoteCharacter = '~')
    void aMistakeIsOneLineWithTheFileAndTheLineOfTheRule(String text, String message) {
        String before = "# comment\nprofile good:\n  open B.c -> this\n";
        assertEquals(
                "own.rules:4: " + message,
                assertThrows(BadOption.class, () -> parse(before + text)).getMessage());
    }
}
