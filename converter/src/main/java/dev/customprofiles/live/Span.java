package dev.customprofiles.live;

/**
 * A stretch of time that can be asked about, both ends included, in nanoseconds since the epoch.
 *
 * @param startNanos the first instant that can be answered
 * @param endNanos the last; not before the first
 */
public record Span(long startNanos, long endNanos) {

    public boolean contains(long nanos) {
        return startNanos <= nanos && nanos <= endNanos;
    }
}
