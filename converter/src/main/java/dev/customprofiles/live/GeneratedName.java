package dev.customprofiles.live;

import java.util.regex.Pattern;

/**
 * Names of classes that were made while the program ran: lambdas, reflection's accessors, proxies. They are numbered in
 * the order in which they were needed, so the same class has another number in the next run, and two numbers mostly stand
 * for one line of source. Addresses, which hidden classes have besides, are not in the names any more.
 */
public final class GeneratedName {

    private record Rule(Pattern pattern, String replacement) {
        static Rule of(String pattern, String replacement) {
            return new Rule(Pattern.compile(pattern), replacement);
        }
    }

    /** Not before one is needed: most profiles have no such name, and a short run is to be short. */
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

    /** The name of a class, a function or a source file without such a number; any other as it is. */
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
