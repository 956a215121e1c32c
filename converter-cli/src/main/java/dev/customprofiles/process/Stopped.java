package dev.customprofiles.process;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/** Handles processes that are stopped, for example by {@code kill -STOP} or a debugger. */
final class Stopped {

    private static final long QUIET_NANOS = TimeUnit.SECONDS.toNanos(2);
    private static final long PATIENCE_NANOS = TimeUnit.SECONDS.toNanos(10);
    private static final long MILLIS_BETWEEN_LOOKS = 50;

    private Stopped() {}

    /** Returns whether a process is stopped; false if the operating system does not say. */
    static boolean is(long pid) {
        try {
            return Files.readAllLines(Path.of("/proc", Long.toString(pid), "status"), StandardCharsets.ISO_8859_1)
                    .stream()
                    .anyMatch(line -> line.matches("State:\\s+[tT]\\b.*"));
        } catch (IOException | UncheckedIOException e) {
            return false;
        }
    }

    /** Returns the exception to throw if a stopped process did not continue in time. */
    static IOException unanswered(long pid) {
        return new IOException(
                "process " + pid + " is stopped and does not answer ('kill -CONT " + pid + "' lets it go on)");
    }

    /**
     * Waits for a stopped process to continue.
     *
     * @param notes receives a line about the wait, unless the process continues soon
     * @throws IOException if it does not continue within ten seconds
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
