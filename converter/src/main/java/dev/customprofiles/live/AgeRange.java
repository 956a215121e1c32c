package dev.customprofiles.live;

/**
 * Chooses objects by their age at the instant, from the least to the greatest age, both inclusive.
 *
 * @param minNanos the least age in nanoseconds; 0 for no limit
 * @param maxNanos the greatest age in nanoseconds; {@link Long#MAX_VALUE} for no limit
 * @since 0.1
 */
public record AgeRange(long minNanos, long maxNanos) {

    /** All objects, including those whose timestamp is slightly ahead of the instant. */
    public static final AgeRange ALL = new AgeRange(Long.MIN_VALUE, Long.MAX_VALUE);

    /**
     * {@return whether an age is in the range}
     *
     * @param ageNanos the age in nanoseconds
     */
    public boolean contains(long ageNanos) {
        return minNanos <= ageNanos && ageNanos <= maxNanos;
    }
}
