package dev.customprofiles.cli;

import dev.customprofiles.live.AgeRange;
import dev.customprofiles.query.Label;
import dev.customprofiles.query.ObjectFilter;
import dev.customprofiles.query.Query;
import dev.customprofiles.query.TimeExpression;
import java.time.Duration;
import java.time.ZoneId;
import java.util.regex.Pattern;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Option;

/** The options that choose a profile and its objects, independent of time. */
final class ProfileOptions {

    @Option(
            names = "--profile",
            order = 1,
            paramLabel = "NAME",
            description = "The profile; may be left out if the recording has only one, and names that of --open.")
    private String profile;

    @Option(names = "--threads", order = 3, description = "Distinguish objects by the thread that added them.")
    private boolean threads;

    private static final class Reachability {

        @Option(
                names = "--collected",
                order = 4,
                description = "Only live objects whose value was garbage collected: nothing can remove them any more.")
        private boolean collected;

        @Option(names = "--reachable", order = 4, description = "Only live objects whose value was not collected.")
        private boolean reachable;
    }

    @ArgGroup
    private Reachability reachability;

    @Option(
            names = "--min-age",
            order = 5,
            paramLabel = "DURATION",
            description = "Only objects that were at least this old: 30s, 5m, 1h30m.")
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
            description = "Only objects whose adding thread has a match; also keeps threads apart.")
    private Pattern thread;

    @ArgGroup(exclusive = false, heading = PairOptions.HEADING)
    private PairOptions pair;

    /** Keeps threads apart, like {@code --threads}. */
    void tellThreadsApart() {
        threads = true;
    }

    /** Returns the query at the end of the recording. */
    Query query() {
        return new Query(
                profile,
                new TimeExpression.End(),
                null,
                null,
                new ObjectFilter(
                        threads,
                        reachability == null ? null : Boolean.valueOf(reachability.collected),
                        ages(),
                        label,
                        objectClass,
                        thread),
                pair == null ? null : pair.query(),
                ZoneId.systemDefault());
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
