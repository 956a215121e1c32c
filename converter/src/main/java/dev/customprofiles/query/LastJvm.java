package dev.customprofiles.query;

import dev.customprofiles.builtin.RecordedJvm;
import dev.customprofiles.reader.Recording;
import java.io.IOException;
import java.util.Comparator;
import java.util.List;
import java.util.Map;

/**
 * The JVM that started last in a recording of several JVMs: the newest run of a program.
 *
 * @param recording the recording of that JVM alone; closing it closes the whole recording
 * @param jvm the description of the JVM; null if it is not recorded, or there is only one JVM
 * @param leftOut the number of other JVMs
 */
public record LastJvm(Recording recording, RecordedJvm jvm, int leftOut) {

    /**
     * Finds the JVM. A JVM whose start is not recorded counts as started at the start of its recording.
     *
     * @throws IOException if a file cannot be read; the recording stays open
     */
    public static LastJvm of(Recording whole) throws IOException {
        List<Recording> alone = whole.byJvm();
        if (alone.size() == 1) {
            return new LastJvm(whole, null, 0);
        }
        Map<Integer, RecordedJvm> known = RecordedJvm.of(whole);
        return alone.stream()
                .map(recording -> new LastJvm(
                        recording, known.get(recording.chunks().get(0).jvm()), alone.size() - 1))
                .max(Comparator.comparingLong(LastJvm::startNanos)
                        .thenComparingLong(last -> last.recording.startNanos()))
                .orElseThrow();
    }

    /** Returns the start of the JVM, or of its recording if that is unknown, in nanoseconds since the epoch. */
    public long startNanos() {
        return jvm == null || jvm.startNanos() == 0 ? recording.startNanos() : jvm.startNanos();
    }
}
