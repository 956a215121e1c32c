package dev.customprofiles.cli;

import dev.customprofiles.live.Losses;
import dev.customprofiles.reader.ProgressListener;
import dev.customprofiles.writer.LossText;
import dev.customprofiles.writer.Printable;
import java.io.PrintWriter;

/**
 * The outputs of the commands.
 *
 * @param out for data
 * @param err for messages
 * @param progress receives the progress of reading
 */
record Streams(Stdout out, PrintWriter err, ProgressListener progress) {

    /** Writes a line to stderr. Control characters are replaced, because the text may come from a recording. */
    void say(String line) {
        err.println(Printable.of(line));
        err.flush();
    }

    /** Writes the reason for a failure. */
    void fail(String why) {
        say("jfr2pprof: " + why);
    }

    /** Writes a line for each loss of the recording, and returns the exit code for them. */
    int warn(Losses losses) {
        LossText.warnings(losses).forEach(line -> say("jfr2pprof: warning: " + line));
        LossText.limits(losses).forEach(line -> say("jfr2pprof: note: " + line));
        return losses.incomplete() ? ExitCode.INCOMPLETE : ExitCode.DONE;
    }
}
