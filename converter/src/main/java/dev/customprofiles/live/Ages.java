package dev.customprofiles.live;

import java.util.Arrays;

/**
 * How old some objects are, or became. Ages are counted in classes an eighth of a power of two wide, so that a quantile is
 * at most 12.5 % too low, however many objects there are.
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
     * @param first the {@linkplain #classOf class} of the first count
     * @param counts how many objects there are in each class from that on; less than none counts as none
     * @param oldestNanos the greatest age; 0 if there are no objects
     */
    public Ages(int first, long[] counts, long oldestNanos) {
        this.first = first;
        this.counts = Arrays.stream(counts).map(count -> Math.max(0, count)).toArray();
        this.oldest = oldestNanos;
    }

    /** The class of an age; a negative one counts as 0. */
    public static int classOf(long nanos) {
        long age = Math.max(0, nanos);
        if (age < 1 << EIGHTHS) {
            return (int) age;
        }
        int exponent = Long.SIZE - 1 - Long.numberOfLeadingZeros(age);
        return exponent - EIGHTHS + 1 << EIGHTHS | (int) (age >>> exponent - EIGHTHS) & (1 << EIGHTHS) - 1;
    }

    /** The least age of a class. */
    public static long leastOf(int ageClass) {
        int exponent = (ageClass >> EIGHTHS) - 1;
        return exponent < 0 ? ageClass : (long) (1 << EIGHTHS | ageClass & (1 << EIGHTHS) - 1) << exponent;
    }

    /** How many objects there are. */
    public long count() {
        return SaturatingMath.sum(Arrays.stream(counts));
    }

    /** How many are in the age's class or in an older one. */
    public long countFrom(long nanos) {
        int from = Math.max(0, classOf(nanos) - first);
        return from >= counts.length ? 0 : SaturatingMath.sum(Arrays.stream(counts, from, counts.length));
    }

    /** The greatest age, exactly where that is known; 0 if there are no objects. */
    public long oldestNanos() {
        return oldest;
    }

    /**
     * The age that a share of the objects has not reached, to the class: with 0.5 the median; 0 if there are no objects.
     *
     * @param share 0 to 1
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

    /** These and others together. */
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
