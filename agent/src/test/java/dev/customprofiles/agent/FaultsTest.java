package dev.customprofiles.agent;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What the agent cannot do is a line on standard error, and the program is as it is without the agent. */
class FaultsTest {

    private static final String AGENT = "customprofiles agent: ";
    private static final String NOTHING = AGENT + "nothing is watched: ";
    private static final String OUTPUT = "read true\na12b\n";
    private static final String TYPE = FaultsProgram.Assigning.class.getName();

    @TempDir
    private Path folder;

    /** What the agent writes to standard error. */
    private List<String> stderr(String agentOptions) throws IOException, InterruptedException {
        List<String> jvmOptions = new ArrayList<>(List.of("-Dcustomprofiles.agent.startup=0"));
        if (agentOptions != null) {
            jvmOptions.add(ChildProgram.agent(agentOptions));
        }
        try (ChildProgram program = ChildProgram.start(folder, FaultsProgram.class, jvmOptions)) {
            assertEquals(OUTPUT, program.end(3));
            return program.stderr().lines().toList();
        }
    }

    private Path rules(String text) throws IOException {
        return Files.writeString(folder.resolve("own.rules"), text);
    }

    @Test
    void withoutTheAgentTheProgramSaysNothingMore() throws Exception {
        assertEquals(List.of(), stderr(null));
    }

    @Test
    void anAgentThatWatchesNothingSaysNothing() throws Exception {
        assertEquals(List.of(), stderr(""));
        assertEquals(List.of(), stderr("presets=none"));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                    preset=files | unknown option 'preset': there are presets, rules, exclude, capture
                    files | unknown option 'files': there are presets, rules, exclude, capture
                    presets=files,sokets | no preset 'sokets': there are files, sockets, jdbc, jdbc-statements, executors, buffers
                    presets=files;capture=often | capture is always, recording or never, but was 'often'
                    presets=files;exclude=( | exclude is not a regular expression: Unclosed group
                    """)
    void aBadOptionIsOneLine(String options, String line) throws Exception {
        assertEquals(List.of(NOTHING + line), stderr(options));
    }

    @Test
    void aFileOfRulesThatCannotBeReadIsOneLine() throws Exception {
        Path absent = folder.resolve("absent.rules");
        assertEquals(
                List.of(NOTHING + "cannot read the rules in " + absent + ": java.nio.file.NoSuchFileException: "
                        + absent),
                stderr("presets=files;rules=" + absent));
        Path binary = Files.write(folder.resolve("binary.rules"), new byte[] {(byte) 0xff});
        assertEquals(
                List.of(NOTHING + "cannot read the rules in " + binary
                        + ": java.nio.charset.MalformedInputException: Input length = 1"),
                stderr("rules=" + binary));
    }

    @Test
    void aBadRuleIsOneLineWithTheFileAndTheLine() throws Exception {
        Path rules = rules("# ours\nprofile good: open a.B.c -> this\nprofile bad: open a.B.c -> that\n");
        assertEquals(List.of(NOTHING + rules + ":3: not understood: 'open a.B.c -> that'"), stderr("rules=" + rules));
    }

    @Test
    void aProfileThatTheRecorderRefusesIsOneLine() throws Exception {
        Path rules = rules("profile heap: open a.B.c -> this");
        assertEquals(
                List.of(NOTHING + "java.lang.IllegalStateException: profile name already in use: heap"),
                stderr("rules=" + rules));
    }

    @Test
    void aMethodThatThisJdkDoesNotHaveIsOneLine() throws Exception {
        Path rules = rules("profile own: open java.io.FileInputStream.openNow -> this");
        assertEquals(
                List.of(AGENT + "own: this JDK has no such method: 'open java.io.FileInputStream.openNow'"),
                stderr("rules=" + rules));
        rules("profile own: open java.io.FileInputStream.<init>(int) -> this; open java.util.Timer.<init> -> this");
        assertEquals(
                List.of(AGENT + "own: this JDK has no such method: 'open java.io.FileInputStream.<init>(int)'"),
                stderr("rules=" + rules));
    }

    @Test
    void aRuleThatMatchesNothingIsOneLine() throws Exception {
        Path rules = rules("profile own: open no.such.Type.open -> this; close no.such.Type.close -> this");
        assertEquals(List.of(AGENT + "own: no class that is loaded has what the rule opens"), stderr("rules=" + rules));
    }

    @Test
    void aNativeMethodIsLeftAsItIs() throws Exception {
        Path rules = rules("profile own: open java.io.FileInputStream.open0 -> this");
        assertEquals(
                List.of(
                        AGENT + "java.io.FileInputStream.open0: a native method cannot be rewritten",
                        AGENT + "own: no class that is loaded has what the rule opens"),
                stderr("rules=" + rules));
    }

    @Test
    void aClassWithAMethodThatAssignsToAnArgumentIsLeftAsItIs() throws Exception {
        for (String what : List.of("arg0", "return weight arg1", "return label arg0")) {
            Path rules = rules("profile own: open " + TYPE + ".add -> " + what);
            try (ChildProgram program = ChildProgram.start(folder, FaultsProgram.class, List.of())) {
                program.answer("read true");
                program.answer("a12b");
                program.attach("rules=" + rules);
                assertEquals(
                        List.of(
                                AGENT + TYPE + " is left as it is: java.lang.IllegalStateException:"
                                        + " it assigns to an argument that 'open' needs when it returns",
                                AGENT + "own: no class that is loaded has what the rule opens"),
                        program.stderr().lines().toList());
                program.tell();
                program.answer("c23");
                program.end(3);
            }
        }
    }

    @Test
    void aRuleThatAsksForWhatAMethodDoesNotHaveIsALineForEachMethod() throws Exception {
        for (String[] rule : new String[][] {
            {"arg2", "it has 2 arguments, so no arg2"},
            {"arg1", "arg1 is int"},
            {"return weight arg0", "arg0 is java.lang.String"},
            {"return label arg1", "arg1 is int"}
        }) {
            Path rules = rules("profile own: open " + TYPE + ".add -> " + rule[0]);
            try (ChildProgram program = ChildProgram.start(folder, FaultsProgram.class, List.of())) {
                program.answer("read true");
                program.answer("a12b");
                program.attach("rules=" + rules);
                assertTrue(program.stderr().startsWith(AGENT + TYPE + ".add: " + rule[1] + "\n"), program.stderr());
                program.end(3);
            }
        }
    }
}
