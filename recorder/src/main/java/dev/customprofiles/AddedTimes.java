package dev.customprofiles;

/**
 * Approximate histogram, of bounded size, of the times at which objects were added: time spans, the oldest first, with
 * the number of objects in each. A span is no longer than the age of its youngest object, unless neighbours had to be
 * merged because there were too many spans.
 */
final class AddedTimes {

    private static final int MOST = 40;

    private final long[] first = new long[MOST];
    private final long[] last = new long[MOST];
    private int size;

    /** Number of objects in each span. */
    final long[] objects = new long[MOST];

    /** Returns the span that covers the time, extending or inserting one if necessary. The caller counts the object. */
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

    /** Counts the objects by age, taking the middle of a span as the age of all its objects. */
    void count(LiveCount into, long now) {
        for (int i = 0; i < size; i++) {
            into.addAges(objects[i], now - (first[i] + (last[i] - first[i]) / 2));
        }
    }

    /** Returns the time at which the oldest object was added. */
    long oldest() {
        return first[0];
    }

    /** Returns the last span that does not begin after the time; -1 if there is none. */
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

    /** Merges the two neighbours that are closest together relative to their age. */
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
        // No calls from here on, so nothing can fail half-way.
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
