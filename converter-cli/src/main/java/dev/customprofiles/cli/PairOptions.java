package dev.customprofiles.cli;

import dev.customprofiles.reader.Recording;
import dev.customprofiles.replay.EventPair;
import dev.customprofiles.replay.History;
import dev.customprofiles.replay.PairReplay;
import dev.customprofiles.replay.Question;
import dev.customprofiles.replay.UnknownPairException;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import picocli.CommandLine.Option;

/** The options that make a profile of two events which nobody wrote for us. */
final class PairOptions {

    static final String HEADING = "%nAny two events as a profile (fields as in jfr print --json):%n";

    @Option(
            names = "--open",
            order = 20,
            paramLabel = "EVENT",
            description = "What opens: jdk.ThreadStart, profiler.Malloc, an event of your own.")
    private String open;

    @Option(names = "--close", order = 21, paramLabel = "EVENT", description = "What closes: jdk.ThreadEnd.")
    private String close;

    @Option(
            names = "--key",
            order = 22,
            paramLabel = "FIELD",
            description = "The field of both that says what: a number, string, thread or class, also inside of another"
                    + " field: address, thread, thread.javaName.")
    private String key;

    @Option(
            names = "--weight",
            order = 23,
            paramLabel = "FIELD",
            description = "A number of the opening event to add up, in its unit.")
    private String weight;

    /**
     * The answer about the pair. What is wrong with it is the user's mistake.
     *
     * @param label the field to tell objects apart by, or null
     */
    History ask(RecordingOptions recordings, Recording recording, Question question, String label) throws IOException {
        try {
            return PairReplay.run(recording, pair(recordings, label), question);
        } catch (UnknownPairException e) {
            throw recordings.misuse(
                    e.event() == null ? e.getMessage() : e.getMessage() + " in " + recordings.asGiven() + near(e));
        }
    }

    /** Refuses half a pair. */
    EventPair pair(RecordingOptions recordings, String label) {
        Map<String, String> needed = new LinkedHashMap<>();
        needed.put("--open", open);
        needed.put("--close", close);
        needed.put("--key", key);
        List<String> missing = needed.keySet().stream()
                .filter(option -> needed.get(option) == null)
                .toList();
        if (!missing.isEmpty()) {
            throw recordings.misuse(
                    "a pair of events needs --open, --close and --key; missing: " + String.join(", ", missing));
        }
        try {
            return new EventPair(open, close, key, weight, label);
        } catch (IllegalArgumentException e) {
            throw recordings.misuse(e.getMessage());
        }
    }

    private static String near(UnknownPairException e) {
        List<String> near = Nearest.names(e.event(), e.events());
        return near.isEmpty() ? "" : ", did you mean " + String.join(" or ", near) + "?";
    }
}
