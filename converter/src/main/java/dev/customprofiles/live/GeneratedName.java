package dev.customprofiles.live;

import java.util.regex.Pattern;

/**
 * Names of classes generated at run time: lambdas, reflective accessors, proxies. They are numbered in order of first
 * use, so the number of a class differs from run to run, and two numbers often stand for one line of source. The
 * addresses of hidden classes are removed earlier, by {@link HiddenClass}.
 *
 * @since 0.1
 */
public final class GeneratedName {

    private record Rule(Pattern pattern, String replacement) {
        static Rule of(String pattern, String replacement) {
            return new Rule(Pattern.compile(pattern), replacement);
        }
    }

    /** Compiled lazily: most profiles have no such name, and short runs should stay short. */
    private static final class Rules {
        static final Rule[] ALL = {
            Rule.of("(\\$\\$Lambda)\\$\\d+(?:[/+.](?:0x[0-9a-f]+|\\d+))*(?=\\.|$)", "$1"),
            Rule.of("(Generated(?:Method|Constructor|SerializationConstructor)Accessor)\\d+", "$1"),
            Rule.of("\\bjdk([./])proxy\\d+(?=[./]\\$Proxy\\d)", "jdk$1proxy"),
            Rule.of("(\\$Proxy)\\d+", "$1"),
            Rule.of("(\\$\\$(?:EnhancerBy|FastClassBy)\\w*CGLIB)\\$\\$[0-9a-f]+", "$1"),
        };
    }

    private GeneratedName() {}

    /**
     * Removes such a number from the name of a class, a function or a source file; returns other names as they are.
     *
     * @param name the name of a class, a function or a source file
     * @return the name without the number
     */
    public static String withoutNumber(String name) {
        if (!name.contains("$$Lambda$")
                && !name.contains("$Proxy")
                && !name.contains("Accessor")
                && !name.contains("CGLIB$$")) {
            return name;
        }
        String shown = name;
        for (Rule rule : Rules.ALL) {
            shown = rule.pattern.matcher(shown).replaceAll(rule.replacement);
        }
        return shown;
    }
}
