package dev.customprofiles.live;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.math.BigInteger;
import java.util.Random;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

/** Arithmetic that stays at the ends of a long, held against arithmetic without ends. */
class SaturatingMathTest {

    private static final BigInteger LEAST = BigInteger.valueOf(Long.MIN_VALUE);
    private static final BigInteger GREATEST = BigInteger.valueOf(Long.MAX_VALUE);

    @Test
    void randomNumbersGiveTheExactResultOrTheNearestEnd() {
        Random random = new Random(1);
        for (int i = 0; i < 200_000; i++) {
            long a = random.nextLong() >> random.nextInt(64);
            long b = random.nextLong() >> random.nextInt(64);
            assertEquals(clamped(big(a).add(big(b))), SaturatingMath.add(a, b), a + " + " + b);
            assertEquals(clamped(big(a).subtract(big(b))), SaturatingMath.subtract(a, b), a + " - " + b);
            assertEquals(clamped(big(a).multiply(big(b))), SaturatingMath.multiply(a, b), a + " * " + b);
        }
    }

    @Test
    void theEndsThemselvesAreExact() {
        assertEquals(Long.MIN_VALUE, SaturatingMath.multiply(Long.MIN_VALUE, 1));
        assertEquals(Long.MAX_VALUE, SaturatingMath.multiply(Long.MIN_VALUE, -1));
        assertEquals(Long.MAX_VALUE, SaturatingMath.subtract(0, Long.MIN_VALUE));
        assertEquals(0, SaturatingMath.sum(LongStream.empty()));
        assertEquals(Long.MAX_VALUE, SaturatingMath.sum(LongStream.of(Long.MAX_VALUE, 1)));
    }

    private static BigInteger big(long number) {
        return BigInteger.valueOf(number);
    }

    private static long clamped(BigInteger exact) {
        return exact.max(LEAST).min(GREATEST).longValueExact();
    }
}
