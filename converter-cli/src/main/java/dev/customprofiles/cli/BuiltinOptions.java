package dev.customprofiles.cli;

import dev.customprofiles.query.TimeExpression;
import picocli.CommandLine.Option;

/** The options of Go's builtin profiles, which are made from the JVM's own events. */
final class BuiltinOptions {

    @Option(
            names = "--from",
            order = 3,
            paramLabel = "TIME",
            description = "Only events at that time or later, of a builtin profile over time: --profile "
                    + "profile, allocs, block, mutex or threadcreate (heap and goroutine take --at).")
    private TimeExpression from;

    @Option(names = "--to", order = 3, paramLabel = "TIME", description = "Only events before that time.")
    private TimeExpression to;

    /** Null if it was not given. */
    TimeExpression from() {
        return from;
    }

    /** Null if it was not given. */
    TimeExpression to() {
        return to;
    }
}
