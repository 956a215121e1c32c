package dev.customprofiles.live;

/**
 * A closed time range that can be queried, in nanoseconds since the epoch.
 *
 * @param startNanos the first instant
 * @param endNanos the last instant; not before the first
 * @since 0.1
 */
public record Span(long startNanos, long endNanos) {

    /**
     * {@return whether an instant is in the range}
     *
     * @param nanos the instant in nanoseconds since the epoch
     */
    public boolean contains(long nanos) {
        return startNanos <= nanos && nanos <= endNanos;
    }
}
