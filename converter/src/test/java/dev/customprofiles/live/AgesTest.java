package dev.customprofiles.live;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Test;

class AgesTest {

    @Test
    void everyAgeIsInAClassAnEighthWide() {
        Random random = new Random(1);
        for (int i = 0; i < 100_000; i++) {
            long age = random.nextLong() >>> 1 >>> random.nextInt(63);
            int ageClass = Ages.classOf(age);
            assertTrue(Ages.leastOf(ageClass) <= age, () -> age + " in " + ageClass);
            assertTrue(age - Ages.leastOf(ageClass) <= age / 8, () -> age + " in " + ageClass);
            assertEquals(ageClass, Ages.classOf(Ages.leastOf(ageClass)));
        }
        assertEquals(0, Ages.classOf(-5));
        assertEquals(Ages.classOf(Long.MAX_VALUE), Ages.classOf(Long.MAX_VALUE - 1));
    }

    @Test
    void quantilesAreThoseOfTheAgesToTheClass() {
        Random random = new Random(2);
        long[] ages = random.longs(1_001, 1, 1_000_000_000).sorted().toArray();
        Ages counted = Arrays.stream(ages).mapToObj(AgesTest::one).reduce(Ages.NONE, Ages::plus);
        assertEquals(1_001, counted.count());
        assertEquals(ages[1_000], counted.oldestNanos());
        for (double share : new double[] {0.01, 0.25, 0.5, 0.9, 1}) {
            long exact = ages[(int) Math.ceil(share * 1_001) - 1];
            assertEquals(Ages.leastOf(Ages.classOf(exact)), counted.quantile(share));
        }
        long from = ages[500];
        assertEquals(
                Arrays.stream(ages)
                        .filter(age -> Ages.classOf(age) >= Ages.classOf(from))
                        .count(),
                counted.countFrom(from));
    }

    @Test
    void noObjectsHaveNoAges() {
        assertEquals(0, Ages.NONE.count());
        assertEquals(0, Ages.NONE.quantile(0.5));
        assertEquals(0, Ages.NONE.countFrom(0));
        assertEquals(one(7), Ages.NONE.plus(one(7)));
        assertEquals(one(7), one(7).plus(Ages.NONE));
    }

    private static Ages one(long age) {
        return new Ages(Ages.classOf(age), new long[] {1}, age);
    }
}
