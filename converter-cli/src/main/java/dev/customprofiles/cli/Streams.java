package dev.customprofiles.cli;

import dev.customprofiles.live.Losses;
import dev.customprofiles.reader.ProgressListener;
import dev.customprofiles.writer.LossText;
import dev.customprofiles.writer.Printable;
import java.io.PrintWriter;

/**
 * Where the commands write.
 *
 * @param out for data
 * @param err for words
 * @param progress is told how far the reading has come
 */
record Streams(Stdout out, PrintWriter err, ProgressListener progress) {

    /** Says something on a line of its own. Nothing in it acts on a terminal, wherever it comes from. */
    void say(String line) {
        err.println(Printable.of(line));
        err.flush();
    }

    /** Says why the program did not do what it was asked. */
    void fail(String why) {
        say("jfr2pprof: " + why);
    }

    /** Says what the recording lost, a line for each thing, and returns the exit code that goes with it. */
    int warn(Losses losses) {
        LossText.warnings(losses).forEach(line -> say("jfr2pprof: warning: " + line));
        LossText.limits(losses).forEach(line -> say("jfr2pprof: note: " + line));
        return losses.incomplete() ? ExitCode.INCOMPLETE : ExitCode.DONE;
    }
}
