package dev.customprofiles.live;

import java.util.List;

/**
 * What came and went of the objects of some of a profile's sites.
 *
 * @param intervals what happened up to each instant and after the one before it; the first interval begins where the replay
 *     does
 * @param added how many objects were added, whatever the instant
 * @param removed how many the application removed
 * @param collected how many the garbage collector took before anyone removed them
 * @param siteless how many objects of the profile left of which the recording does not say where they came from, so that
 *     nobody knows whether they count; they are in none of the numbers
 * @param peak when most objects were live; null where that was not asked for, or cannot be told: of several JVMs
 */
public record Turnover(
        List<Timeline.Interval> intervals, long added, long removed, long collected, long siteless, Peak peak) {

    /** Copies the list. */
    public Turnover {
        intervals = List.copyOf(intervals);
    }
}
