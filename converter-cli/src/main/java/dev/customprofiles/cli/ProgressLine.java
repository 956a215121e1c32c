package dev.customprofiles.cli;

import dev.customprofiles.profile.SampleType;
import dev.customprofiles.reader.ProgressListener;
import dev.customprofiles.text.DurationText;
import dev.customprofiles.writer.ValueText;
import java.io.PrintWriter;
import java.time.Duration;
import java.util.function.LongSupplier;

/**
 * Shows the progress of reading in a line of the terminal, if it takes longer than a moment. The line is updated in
 * place, and erased at the end.
 */
final class ProgressLine implements ProgressListener {

    private static final long SECOND = Duration.ofSeconds(1).toNanos();
    private static final long INTERVAL = SECOND / 5;
    private static final SampleType BYTES = SampleType.bytes("read");

    /**
     * Weight of the latest speed in the moving average. The speed varies, because chunks that are not needed are
     * skipped at once.
     */
    private static final double FRESH = 0.2;

    private final PrintWriter terminal;
    private final LongSupplier nanoTime;

    /** Time from which the line may be shown; 0 before anything is read. */
    private long patience;

    private boolean reading;
    private long total;
    private long done;

    /** State at the last update, or else at the start. */
    private long lastNanos;

    private long lastDone;
    private double bytesPerSecond;
    private String shown = "";

    /** @param nanoTime the clock, such as {@link System#nanoTime} */
    ProgressLine(PrintWriter terminal, LongSupplier nanoTime) {
        this.terminal = terminal;
        this.nanoTime = nanoTime;
    }

    @Override
    public synchronized void begin(long bytes) {
        lastNanos = nanoTime.getAsLong();
        if (patience == 0) {
            patience = lastNanos + SECOND;
        }
        reading = true;
        total = bytes;
        done = 0;
        lastDone = 0;
        bytesPerSecond = 0;
    }

    @Override
    public synchronized void advance(long bytes) {
        if (!reading) {
            return;
        }
        done += bytes;
        long now = nanoTime.getAsLong();
        if (now - patience >= 0 && now - lastNanos >= INTERVAL) {
            double fresh = (done - lastDone) * (double) SECOND / (now - lastNanos);
            bytesPerSecond = bytesPerSecond == 0 ? fresh : FRESH * fresh + (1 - FRESH) * bytesPerSecond;
            lastNanos = now;
            lastDone = done;
            show(text());
        }
    }

    @Override
    public synchronized void end() {
        reading = false;
        if (!shown.isEmpty()) {
            show("");
            terminal.print('\r');
            terminal.flush();
        }
    }

    /** {@code 37%: 1.20GB of 3.20GB, 310.20MB/s, 7s left}. */
    private String text() {
        long percent = total == 0 ? 100 : (long) (100.0 * done / total);
        long left = (long) Math.ceil((total - done) / Math.max(bytesPerSecond, 1));
        return percent + "%: " + ValueText.scaled(done, BYTES) + " of " + ValueText.scaled(total, BYTES) + ", "
                + ValueText.scaled((long) bytesPerSecond, BYTES) + "/s, " + DurationText.of(left * SECOND) + " left";
    }

    private void show(String text) {
        terminal.print("\r" + text + " ".repeat(Math.max(0, shown.length() - text.length())));
        terminal.flush();
        shown = text;
    }
}
