package dev.customprofiles.live;

import java.util.stream.LongStream;

/**
 * Saturating arithmetic for counts, weights and ages: results beyond the range of a long stay at its limit instead of
 * wrapping around.
 *
 * @since 0.1
 */
public final class SaturatingMath {

    private SaturatingMath() {}

    /**
     * {@return the sum, saturating at the limits of a long}
     *
     * @param a the first number
     * @param b the second number
     */
    public static long add(long a, long b) {
        long sum = a + b;
        if (((a ^ sum) & (b ^ sum)) < 0) {
            return a < 0 ? Long.MIN_VALUE : Long.MAX_VALUE;
        }
        return sum;
    }

    /**
     * {@return the difference, saturating at the limits of a long}
     *
     * @param a the first number
     * @param b the second number
     */
    public static long subtract(long a, long b) {
        long difference = a - b;
        if (((a ^ b) & (a ^ difference)) < 0) {
            return a < 0 ? Long.MIN_VALUE : Long.MAX_VALUE;
        }
        return difference;
    }

    /**
     * {@return the product, saturating at the limits of a long}
     *
     * @param a the first number
     * @param b the second number
     */
    public static long multiply(long a, long b) {
        long high = Math.multiplyHigh(a, b);
        long low = a * b;
        if (high == 0 && low >= 0 || high == -1 && low < 0) {
            return low;
        }
        return high < 0 ? Long.MIN_VALUE : Long.MAX_VALUE;
    }

    /**
     * {@return the sum, in the order of the stream; 0 if the stream is empty}
     *
     * @param values the values to add
     */
    public static long sum(LongStream values) {
        return values.reduce(0, SaturatingMath::add);
    }
}
