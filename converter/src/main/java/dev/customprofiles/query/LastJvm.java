package dev.customprofiles.query;

import dev.customprofiles.builtin.RecordedJvm;
import dev.customprofiles.reader.Recording;
import java.io.IOException;
import java.util.Comparator;
import java.util.List;
import java.util.Map;

/**
 * The JVM that started last in a recording of several: the newest run of a program.
 *
 * @param recording that of the JVM, as if it were alone; closing it closes the whole
 * @param jvm what the JVM says of itself; null if it says nothing, or is the only one
 * @param leftOut the number of other JVMs
 */
public record LastJvm(Recording recording, RecordedJvm jvm, int leftOut) {

    /**
     * Finds it. A JVM whose start is not recorded is taken to have started when its recording begins.
     *
     * @throws IOException if a file cannot be read; the recording is still open
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

    /** When it started, or its recording if that is all that is known, in nanoseconds since 1970. */
    public long startNanos() {
        return jvm == null || jvm.startNanos() == 0 ? recording.startNanos() : jvm.startNanos();
    }
}
