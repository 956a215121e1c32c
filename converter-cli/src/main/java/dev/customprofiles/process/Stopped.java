package dev.customprofiles.process;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/** Processes that were stopped, as by {@code kill -STOP} or a debugger. */
final class Stopped {

    private static final long QUIET_NANOS = TimeUnit.SECONDS.toNanos(2);
    private static final long PATIENCE_NANOS = TimeUnit.SECONDS.toNanos(10);
    private static final long MILLIS_BETWEEN_LOOKS = 50;

    private Stopped() {}

    /** Whether a process is stopped; false if the operating system does not tell. */
    static boolean is(long pid) {
        try {
            return Files.readAllLines(Path.of("/proc", Long.toString(pid), "status"), StandardCharsets.ISO_8859_1)
                    .stream()
                    .anyMatch(line -> line.matches("State:\\s+[tT]\\b.*"));
        } catch (IOException | UncheckedIOException e) {
            return false;
        }
    }

    /** What to throw when a stopped process was waited for in vain. */
    static IOException unanswered(long pid) {
        return new IOException(
                "process " + pid + " is stopped and does not answer ('kill -CONT " + pid + "' lets it go on)");
    }

    /**
     * Waits for a process that is stopped to go on.
     *
     * @param notes gets a line about it, unless the process goes on soon
     * @throws IOException if it does not within ten seconds
     */
    static void await(long pid, Consumer<String> notes) throws IOException {
        long begun = System.nanoTime();
        boolean said = false;
        while (is(pid)) {
            long waited = System.nanoTime() - begun;
            if (waited > PATIENCE_NANOS) {
                throw unanswered(pid);
            }
            if (!said && waited > QUIET_NANOS) {
                notes.accept("waiting for process " + pid + ", which is stopped");
                said = true;
            }
            try {
                TimeUnit.MILLISECONDS.sleep(MILLIS_BETWEEN_LOOKS);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw new IOException("interrupted while waiting for process " + pid, e);
            }
        }
    }
}
