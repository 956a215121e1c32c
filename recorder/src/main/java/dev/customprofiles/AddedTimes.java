package dev.customprofiles;

/**
 * When a number of objects were added, roughly and in bounded space: spans of time, the oldest first, with how many objects
 * each has. A span is no longer than its youngest object is old, unless there are too many of them.
 */
final class AddedTimes {

    private static final int MOST = 40;

    private final long[] first = new long[MOST];
    private final long[] last = new long[MOST];
    private int size;

    /** How many objects each span has. */
    final long[] objects = new long[MOST];

    /** The span that has an object's time, or is made to have it; the caller counts the object. */
    int spanFor(long addedNanos, long now) {
        int before = before(addedNanos);
        if (before >= 0 && addedNanos - last[before] <= 0) {
            return before;
        }
        if (before >= 0 && fits(first[before], addedNanos, now)) {
            last[before] = addedNanos;
            return before;
        }
        if (before + 1 < size && fits(addedNanos, last[before + 1], now)) {
            first[before + 1] = addedNanos;
            return before + 1;
        }
        if (size == MOST) {
            mergeTwo(now);
            before = before(addedNanos);
        }
        insert(before + 1, addedNanos);
        return before + 1;
    }

    /** Counts the objects by age; those of a span as if each had the age in the middle. */
    void count(LiveCount into, long now) {
        for (int i = 0; i < size; i++) {
            into.addAges(objects[i], now - (first[i] + (last[i] - first[i]) / 2));
        }
    }

    /** When the oldest object was added. */
    long oldest() {
        return first[0];
    }

    /** The last span that begins no later; -1 if there is none. */
    private int before(long addedNanos) {
        int span = size - 1;
        while (span >= 0 && first[span] - addedNanos > 0) {
            span--;
        }
        return span;
    }

    private static boolean fits(long from, long to, long now) {
        return to - from <= now - to;
    }

    private void insert(int span, long addedNanos) {
        for (int i = size; i > span; i--) {
            first[i] = first[i - 1];
            last[i] = last[i - 1];
            objects[i] = objects[i - 1];
        }
        first[span] = addedNanos;
        last[span] = addedNanos;
        objects[span] = 0;
        size++;
    }

    /** Makes one of the two neighbours that are closest together, measured by their age. */
    private void mergeTwo(long now) {
        int best = 0;
        double bestLength = Double.MAX_VALUE;
        for (int i = 0; i + 1 < size; i++) {
            double length = (double) (last[i + 1] - first[i]) / Math.max(1, now - last[i + 1]);
            if (length < bestLength) {
                bestLength = length;
                best = i;
            }
        }
        // From here on nothing is called, so nothing can fail half-way.
        last[best] = last[best + 1];
        objects[best] += objects[best + 1];
        size--;
        for (int i = best + 1; i < size; i++) {
            first[i] = first[i + 1];
            last[i] = last[i + 1];
            objects[i] = objects[i + 1];
        }
    }
}
