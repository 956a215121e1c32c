package dev.customprofiles.live;

/**
 * Which objects count, by how old they are at the instant. Both ends are included.
 *
 * @param minNanos the youngest; 0 for any
 * @param maxNanos the oldest; {@link Long#MAX_VALUE} for any
 */
public record AgeRange(long minNanos, long maxNanos) {

    /** Every object, also one whose clock is a little ahead. */
    public static final AgeRange ALL = new AgeRange(Long.MIN_VALUE, Long.MAX_VALUE);

    public boolean contains(long ageNanos) {
        return minNanos <= ageNanos && ageNanos <= maxNanos;
    }
}
