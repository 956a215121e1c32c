package dev.customprofiles.cli;

import dev.customprofiles.query.PairQuery;
import picocli.CommandLine.Option;

/** The options that make a profile of two events of other writers than the recorder. */
final class PairOptions {

    static final String HEADING = "%nAny two events as a profile (fields as in jfr print --json):%n";

    @Option(
            names = "--open",
            order = 20,
            paramLabel = "EVENT",
            description = "The opening event: jdk.ThreadStart, profiler.Malloc, an event of your own.")
    private String open;

    @Option(names = "--close", order = 21, paramLabel = "EVENT", description = "The closing event: jdk.ThreadEnd.")
    private String close;

    @Option(
            names = "--key",
            order = 22,
            paramLabel = "FIELD",
            description = "The field of both that identifies the object: a number, string, thread or class, "
                    + "also nested in another field: address, thread, thread.javaName.")
    private String key;

    @Option(
            names = "--close-key",
            order = 23,
            paramLabel = "FIELD",
            description = "The field of the closing event, if its name differs from --key.")
    private String closeKey;

    @Option(
            names = "--weight",
            order = 24,
            paramLabel = "FIELD",
            description = "A numeric field of the opening event to add up, in its unit.")
    private String weight;

    PairQuery query() {
        return new PairQuery(open, close, key, closeKey, weight);
    }
}
