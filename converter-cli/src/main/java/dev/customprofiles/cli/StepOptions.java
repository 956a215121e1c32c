package dev.customprofiles.cli;

import dev.customprofiles.query.Steps;
import dev.customprofiles.query.TimeExpression;
import java.time.Duration;
import picocli.CommandLine.Option;

/** The options that choose several instants. */
final class StepOptions {

    @Option(
            names = "--every",
            order = 2,
            paramLabel = "DURATION",
            description = "How far the instants are apart: 10s, 1m, 1h30m.")
    private Duration every;

    @Option(
            names = "--from",
            order = 2,
            paramLabel = "TIME",
            description =
                    "The first instant (default: start). A TIME is start, end, +1m30s, -15s, 13:20[:15[.123]],"
                            + " 2026-11-23T13:20:15[Z] (or a space for the T), @1795440015123 (milliseconds since 1970) or 50%%.")
    private TimeExpression from = new TimeExpression.Start();

    @Option(names = "--to", order = 2, paramLabel = "TIME", description = "The last instant (default: end).")
    private TimeExpression to = new TimeExpression.End();

    /** @param parts the number of parts if no distance is given */
    Steps steps(RecordingOptions recordings, int parts) {
        if (every != null && every.isZero()) {
            throw recordings.misuse("--every has to be more than 0");
        }
        return new Steps(from, to, every == null ? 0 : every.toNanos(), parts);
    }

    boolean isEveryGiven() {
        return every != null;
    }
}
