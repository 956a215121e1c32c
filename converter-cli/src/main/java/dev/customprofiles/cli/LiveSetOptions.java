package dev.customprofiles.cli;

import dev.customprofiles.query.Answer;
import dev.customprofiles.query.Label;
import dev.customprofiles.query.Query;
import dev.customprofiles.query.TimeExpression;
import dev.customprofiles.reader.Recording;
import dev.customprofiles.replay.AgeRange;
import java.io.IOException;
import java.time.Duration;
import java.util.regex.Pattern;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** The options that choose one live set out of recordings. */
final class LiveSetOptions {

    @Option(
            names = "--profile",
            order = 1,
            paramLabel = "NAME",
            description = {
                "The profile; may be left out if the recording has only one, and names that of --open. Go's builtin ones, of what the JVM records:",
                "  profile, allocs, block, mutex, threadcreate   --from TIME --to TIME",
                "  heap, goroutine                               --at TIME"
            })
    private String profile;

    @Option(
            names = "--at",
            order = 2,
            paramLabel = "TIME",
            description = {
                "The instant (default: end). One of:",
                "  start, end",
                "  +1m30s                   so long after the start",
                "  -15s                     so long before the end",
                "  13:20[:15[.123]]         local time of day",
                "  2026-11-23T13:20:15      local; with Z or +01:00, there",
                "  @1795440015123           milliseconds since 1970",
                "  50%%                      of the way to the end"
            })
    private TimeExpression at = new TimeExpression.End();

    @Option(names = "--threads", order = 3, description = "Tell objects apart by the thread that added them.")
    private boolean threads;

    @Option(
            names = "--collected",
            order = 4,
            description = "Instead of the live objects those that were garbage collected before anyone removed them.")
    private boolean collected;

    @Option(
            names = "--min-age",
            order = 5,
            paramLabel = "DURATION",
            description = "Only objects that were this old: 30s, 5m, 1h30m.")
    private Duration minAge;

    @Option(
            names = "--max-age",
            order = 5,
            paramLabel = "DURATION",
            description = "Only objects that were at most this old.")
    private Duration maxAge;

    @Option(
            names = "--label",
            order = 6,
            paramLabel = "REGEX",
            description =
                    "Only objects whose label has a match. With --open, FIELD or FIELD=REGEX: the field of the opening"
                            + " event that is the label.")
    private Label label;

    @Option(names = "--class", order = 6, paramLabel = "REGEX", description = "Only objects whose class has a match.")
    private Pattern objectClass;

    @Option(
            names = "--thread",
            order = 6,
            paramLabel = "REGEX",
            description = "Only objects whose adding thread has a match; tells threads apart, as --threads does.")
    private Pattern thread;

    @ArgGroup(exclusive = false, heading = PairOptions.HEADING)
    private PairOptions pair;

    @Mixin
    private BuiltinOptions builtins;

    /** Reads the recordings and returns the profile that was asked for. */
    Answer ask(RecordingOptions recordings, Streams streams) throws IOException {
        Query query = query();
        query.check();
        try (Recording recording = recordings.open(streams)) {
            return query.ask(recordings.input(recording));
        }
    }

    private Query query() {
        return new Query(
                profile,
                at,
                builtins.from(),
                builtins.to(),
                threads,
                collected,
                ages(),
                label,
                objectClass,
                thread,
                pair == null ? null : pair.query());
    }

    private AgeRange ages() {
        if (minAge == null && maxAge == null) {
            return null;
        }
        return new AgeRange(
                minAge == null ? AgeRange.ALL.minNanos() : minAge.toNanos(),
                maxAge == null ? AgeRange.ALL.maxNanos() : maxAge.toNanos());
    }
}
