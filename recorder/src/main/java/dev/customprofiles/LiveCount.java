package dev.customprofiles;

/** Live objects of one snapshot row: how many, what they weigh, how old they are. */
final class LiveCount {

    private static final int AGE_CLASSES = 64;

    long objects;
    long weight;
    long totalAge;
    long oldestAge;

    /** How many objects there are of each power of two of nanoseconds; null until there is one. */
    private int[] byAge;

    void add(long objectWeight, long age) {
        objects++;
        weight += objectWeight;
        totalAge += age;
        oldestAge = Math.max(oldestAge, age);
        if (byAge == null) {
            byAge = new int[AGE_CLASSES];
        }
        byAge[63 - Long.numberOfLeadingZeros(age | 1)]++;
    }

    void add(LiveCount other) {
        objects += other.objects;
        weight += other.weight;
        totalAge += other.totalAge;
        oldestAge = Math.max(oldestAge, other.oldestAge);
        if (byAge == null) {
            byAge = new int[AGE_CLASSES];
        }
        for (int i = 0; i < AGE_CLASSES && other.byAge != null; i++) {
            byAge[i] += other.byAge[i];
        }
    }

    void clear() {
        objects = 0;
        weight = 0;
        totalAge = 0;
        oldestAge = 0;
        byAge = null;
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
}
