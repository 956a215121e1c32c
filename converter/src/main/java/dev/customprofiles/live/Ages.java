package dev.customprofiles.live;

import java.util.Arrays;

/**
 * A histogram of ages. Each power of two is divided into eight classes, so a quantile is at most 12.5 % too low.
 *
 * @since 0.1
 */
public final class Ages {

    /** No objects. */
    public static final Ages NONE = new Ages(0, new long[0], 0);

    private static final int EIGHTHS = 3;

    private final int first;
    private final long[] counts;
    private final long oldest;

    /**
     * Copies the counts.
     *
     * @param first the {@linkplain #classOf class} to which the first count belongs
     * @param counts the number of objects in each class from there on; negative counts as 0
     * @param oldestNanos the greatest age; 0 if there are no objects
     */
    public Ages(int first, long[] counts, long oldestNanos) {
        this.first = first;
        this.counts = Arrays.stream(counts).map(count -> Math.max(0, count)).toArray();
        this.oldest = oldestNanos;
    }

    /**
     * {@return the class of an age in nanoseconds; negative counts as 0}
     *
     * @param nanos the age in nanoseconds
     */
    public static int classOf(long nanos) {
        long age = Math.max(0, nanos);
        if (age < 1 << EIGHTHS) {
            return (int) age;
        }
        int exponent = Long.SIZE - 1 - Long.numberOfLeadingZeros(age);
        return exponent - EIGHTHS + 1 << EIGHTHS | (int) (age >>> exponent - EIGHTHS) & (1 << EIGHTHS) - 1;
    }

    /**
     * {@return the least age of a class, in nanoseconds}
     *
     * @param ageClass the class, as from {@link #classOf}
     */
    public static long leastOf(int ageClass) {
        int exponent = (ageClass >> EIGHTHS) - 1;
        return exponent < 0 ? ageClass : (long) (1 << EIGHTHS | ageClass & (1 << EIGHTHS) - 1) << exponent;
    }

    /** {@return the number of objects} */
    public long count() {
        return SaturatingMath.sum(Arrays.stream(counts));
    }

    /**
     * {@return the number of objects in the class of an age, or in an older class}
     *
     * @param nanos the age in nanoseconds
     */
    public long countFrom(long nanos) {
        int from = Math.max(0, classOf(nanos) - first);
        return from >= counts.length ? 0 : SaturatingMath.sum(Arrays.stream(counts, from, counts.length));
    }

    /** {@return the greatest age, exact if that is known; 0 if there are no objects} */
    public long oldestNanos() {
        return oldest;
    }

    /**
     * {@return a quantile of the ages, rounded down to its class: the median for 0.5; 0 if there are no objects}
     *
     * @param share from 0 to 1
     */
    public long quantile(double share) {
        long rank = (long) Math.ceil(share * count());
        long seen = 0;
        for (int i = 0; i < counts.length; i++) {
            seen += counts[i];
            if (seen >= rank && seen > 0) {
                return leastOf(first + i);
            }
        }
        return oldest;
    }

    /**
     * {@return the sum of both histograms}
     *
     * @param other the other instance
     */
    public Ages plus(Ages other) {
        if (counts.length == 0) {
            return other;
        }
        if (other.counts.length == 0) {
            return this;
        }
        int from = Math.min(first, other.first);
        long[] sum = new long[Math.max(first + counts.length, other.first + other.counts.length) - from];
        for (int i = 0; i < counts.length; i++) {
            sum[first - from + i] = counts[i];
        }
        for (int i = 0; i < other.counts.length; i++) {
            int at = other.first - from + i;
            sum[at] = SaturatingMath.add(sum[at], other.counts[i]);
        }
        return new Ages(from, sum, Math.max(oldest, other.oldest));
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Ages that
                && first == that.first
                && oldest == that.oldest
                && Arrays.equals(counts, that.counts);
    }

    @Override
    public int hashCode() {
        return 31 * first + Arrays.hashCode(counts);
    }
}
