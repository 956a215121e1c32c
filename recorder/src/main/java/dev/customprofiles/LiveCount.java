package dev.customprofiles;

/** Number, weight and ages of the objects of one snapshot row. Sums saturate at the limits of a long. */
final class LiveCount {

    private static final int AGE_CLASSES = 64;

    long objects;
    long weight;
    long totalAge;
    long oldestAge;

    /** Number of objects by age, one class for each power of two of nanoseconds; null until there is one. */
    private long[] byAge;

    void add(long objectWeight, long age) {
        objects++;
        weight = saturatedAdd(weight, objectWeight);
        totalAge = saturatedAdd(totalAge, age);
        oldestAge = Math.max(oldestAge, age);
        addAges(1, age);
    }

    void add(LiveCount other) {
        objects += other.objects;
        weight = saturatedAdd(weight, other.weight);
        totalAge = saturatedAdd(totalAge, other.totalAge);
        oldestAge = Math.max(oldestAge, other.oldestAge);
        for (int i = 0; i < AGE_CLASSES && other.byAge != null; i++) {
            if (other.byAge[i] > 0) {
                addAges(other.byAge[i], 1L << i);
            }
        }
    }

    void add(CollectedCount collected, long now) {
        objects += collected.objects;
        weight = saturatedAdd(weight, collected.weight);
        totalAge = saturatedAdd(totalAge, collected.totalAge(now));
        oldestAge = Math.max(oldestAge, now - collected.times.oldest());
        collected.times.count(this, now);
    }

    /** Adds objects to the histogram of ages only. */
    void addAges(long count, long age) {
        if (byAge == null) {
            byAge = new long[AGE_CLASSES];
        }
        byAge[63 - Long.numberOfLeadingZeros(Math.max(1, age))] += count;
    }

    /** {@code "30:5 34:1"}: five objects between 2^30 and 2^31 nanoseconds old, one between 2^34 and 2^35. */
    String ages() {
        StringBuilder text = new StringBuilder();
        for (int i = 0; i < AGE_CLASSES && byAge != null; i++) {
            if (byAge[i] > 0) {
                text.append(text.length() == 0 ? "" : " ").append(i).append(':').append(byAge[i]);
            }
        }
        return text.toString();
    }

    static long saturatedAdd(long a, long b) {
        long sum = a + b;
        if (((a ^ sum) & (b ^ sum)) < 0) {
            return a < 0 ? Long.MIN_VALUE : Long.MAX_VALUE;
        }
        return sum;
    }
}
