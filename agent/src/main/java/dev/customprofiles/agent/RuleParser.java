package dev.customprofiles.agent;

import dev.customprofiles.agent.Rule.Clause;
import dev.customprofiles.agent.Rule.Value;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Reads rules, one on each line; a line that begins with a space continues the one before, and {@code #} begins a comment.
 *
 * <pre>
 * profile NAME [unit UNIT] [weak] [without-jdk]: CLAUSE; CLAUSE; …
 * open TYPE[+].METHOD[(TYPES)] -&gt; this|return|argN [weight argN] [label this|return|argN|"TEXT"]
 * close TYPE[+].METHOD[(TYPES)] -&gt; this|argN
 * </pre>
 */
final class RuleParser {

    private static final Pattern RULE =
            Pattern.compile("profile\\s+(\\S+?)((?:\\s+unit\\s+\\S+?|\\s+weak|\\s+without-jdk)*)\\s*:\\s*(.*)");
    private static final Pattern UNIT = Pattern.compile("unit\\s+(\\S+)");
    private static final Pattern CLAUSE = Pattern.compile(
            "(open|close)\\s+([\\w.$]+?)(\\+?)\\.(<init>|[\\w$]+)\\s*(?:\\(([^)]*)\\))?"
                    + "\\s*->\\s*(this|return|arg\\d{1,3})(?:\\s+weight\\s+(arg\\d{1,3}))?(?:\\s+label\\s+(this|return|arg\\d{1,3}|\"[^\"]*\"))?");

    private final String source;

    /** @param source what the text is called in messages: a file or a preset */
    RuleParser(String source) {
        this.source = source;
    }

    /** @throws BadOption with the line at which something is wrong */
    List<Rule> parse(String text) throws BadOption {
        List<Rule> rules = new ArrayList<>();
        List<String> lines = Arrays.asList(text.split("\\R", -1));
        for (int i = 0; i < lines.size(); ) {
            int first = i;
            StringBuilder line = new StringBuilder(withoutComment(lines.get(i++)));
            while (i < lines.size()
                    && (lines.get(i).isBlank()
                            || Character.isWhitespace(lines.get(i).charAt(0)))) {
                line.append(' ').append(withoutComment(lines.get(i++)));
            }
            if (!line.toString().isBlank()) {
                rules.add(rule(first + 1, line.toString().strip()));
            }
        }
        return rules;
    }

    private static String withoutComment(String line) {
        int comment = line.indexOf('#');
        return comment < 0 ? line : line.substring(0, comment);
    }

    private Rule rule(int line, String text) throws BadOption {
        Matcher rule = RULE.matcher(text);
        if (!rule.matches()) {
            throw bad(
                    line,
                    "a rule is 'profile NAME: open TYPE.METHOD -> this; close TYPE.METHOD -> this', but this is '"
                            + text + "'");
        }
        Matcher unit = UNIT.matcher(rule.group(2));
        List<String> words = Arrays.asList(rule.group(2).strip().split("\\s+"));
        List<Clause> clauses = new ArrayList<>();
        for (String clause : rule.group(3).split(";")) {
            if (!clause.isBlank()) {
                clauses.add(clause(line, clause.strip()));
            }
        }
        if (clauses.stream().noneMatch(Clause::opens)) {
            throw bad(line, "profile " + rule.group(1) + " has no 'open'");
        }
        return new Rule(
                rule.group(1),
                unit.find() ? unit.group(1) : null,
                words.contains("weak"),
                words.contains("without-jdk"),
                List.copyOf(clauses));
    }

    private Clause clause(int line, String text) throws BadOption {
        Matcher clause = CLAUSE.matcher(text);
        if (!clause.matches()) {
            throw bad(line, "not understood: '" + text + "'");
        }
        boolean opens = clause.group(1).equals("open");
        Value object = value(clause.group(6));
        Value weight = value(clause.group(7));
        Value label = value(clause.group(8));
        if (!opens && object.equals(Value.RETURN)) {
            throw bad(line, "'close' counts when the method is entered, so it has no 'return': '" + text + "'");
        }
        if (!opens && (weight != null || label != null)) {
            throw bad(line, "'close' has no weight and no label: '" + text + "'");
        }
        String method = clause.group(4);
        if (method.equals("<init>") && !opens) {
            throw bad(line, "a constructor cannot close: '" + text + "'");
        }
        return new Clause(
                opens,
                clause.group(2),
                !clause.group(3).isEmpty(),
                method,
                arguments(clause.group(5)),
                object,
                weight,
                label);
    }

    private static List<String> arguments(String text) {
        if (text == null) {
            return null;
        }
        return text.isBlank() ? List.of() : List.of(text.strip().split("\\s*,\\s*"));
    }

    private static Value value(String text) {
        if (text == null) {
            return null;
        }
        return switch (text.charAt(0)) {
            case 't' -> Value.THIS;
            case 'r' -> Value.RETURN;
            case 'a' -> new Value(Value.Kind.ARGUMENT, Integer.parseInt(text.substring(3)), null);
            default -> new Value(Value.Kind.CONSTANT, -1, text.substring(1, text.length() - 1));
        };
    }

    private BadOption bad(int line, String what) {
        return new BadOption(source + ":" + line + ": " + what);
    }
}
