package dev.customprofiles.counts;

import dev.customprofiles.live.Ages;
import java.util.Arrays;
import java.util.List;

/** The objects of a site that are live at the last instant: their ages, and by which instant they were added. */
final class Survivors {

    private final AgeCounts ages = new AgeCounts();

    /** Number of objects by the index of the first instant at or after their Add; null if no Add is known. */
    private long[] births;

    /** Adds objects of a snapshot. */
    void add(long ageNanos, long objects) {
        ages.add(ageNanos, objects);
    }

    /**
     * Adds an object.
     *
     * @param instants the number of instants
     */
    void add(long ageNanos, int instant, int instants) {
        ages.add(ageNanos, 1);
        if (births == null) {
            births = new long[instants];
        }
        births[instant]++;
    }

    void addAll(Survivors other) {
        ages.addAll(other.ages);
        if (births == null) {
            births = other.births;
        } else if (other.births != null) {
            Arrays.setAll(births, i -> births[i] + other.births[i]);
        }
    }

    Ages ages() {
        return ages.toAges();
    }

    List<Long> births() {
        return births == null ? List.of() : Arrays.stream(births).boxed().toList();
    }
}
