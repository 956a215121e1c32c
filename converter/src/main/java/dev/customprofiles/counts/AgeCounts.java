package dev.customprofiles.counts;

import dev.customprofiles.live.Ages;
import java.util.Arrays;

/** Histogram of ages. Allocates only the classes between the least and the greatest age seen. */
final class AgeCounts {

    private int first;
    private long[] counts = new long[0];
    private long oldest;

    void add(long ageNanos, long objects) {
        int ageClass = Ages.classOf(ageNanos);
        room(ageClass);
        counts[ageClass - first] += objects;
        oldest = Math.max(oldest, ageNanos);
    }

    void addAll(AgeCounts other) {
        if (other.counts.length > 0) {
            room(other.first);
            room(other.first + other.counts.length - 1);
            for (int i = 0; i < other.counts.length; i++) {
                counts[other.first - first + i] += other.counts[i];
            }
            oldest = Math.max(oldest, other.oldest);
        }
    }

    private void room(int ageClass) {
        if (counts.length == 0) {
            first = ageClass;
            counts = new long[1];
        } else if (ageClass < first) {
            long[] wider = new long[counts.length + first - ageClass];
            System.arraycopy(counts, 0, wider, first - ageClass, counts.length);
            counts = wider;
            first = ageClass;
        } else if (ageClass >= first + counts.length) {
            counts = Arrays.copyOf(counts, ageClass - first + 1);
        }
    }

    Ages toAges() {
        return new Ages(first, counts, oldest);
    }
}
