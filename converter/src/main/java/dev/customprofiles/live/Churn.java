package dev.customprofiles.live;

import java.util.ArrayList;
import java.util.List;

/**
 * What came and went of a profile's objects. It may be unknown, {@link #isKnown}: then all numbers but the
 * orphans and those of the sites are 0.
 *
 * @param intervals what happened up to each instant of the question and after the one before it; the first interval begins
 *     where the replay does. Empty if the churn is unknown
 * @param added how many objects were added, whatever the instant: in the whole recording if the question is about that,
 *     otherwise in the part that was read
 * @param removed how many the application removed
 * @param collected how many values the garbage collector took before they were removed
 * @param orphans how many removals there were of objects whose adding the recording does not have; never of chosen sites
 *     only, because the site of an orphan is not known
 * @param siteless how many objects left of which the recording does not tell the site, so that they are in none of the
 *     other numbers; 0 unless sites were chosen
 * @param peak when most objects were live; null if the question did not ask for it, or the recording is of several JVMs or the
 *     profile is a pair of events
 * @param sites what came and went by site, by {@link Site}'s order; empty unless the question asked for it
 */
public record Churn(
        List<Timeline.Interval> intervals,
        long added,
        long removed,
        long collected,
        long orphans,
        long siteless,
        Peak peak,
        List<SiteTurnover> sites) {

    /** Copies the lists. */
    public Churn {
        intervals = List.copyOf(intervals);
        sites = List.copyOf(sites);
    }

    /** Nothing is known but the orphans. */
    public static Churn unknown(long orphans) {
        return new Churn(List.of(), 0, 0, 0, orphans, 0, null, List.of());
    }

    /** The same with another number of orphans. */
    public Churn withOrphans(long others) {
        return new Churn(intervals, added, removed, collected, others, siteless, peak, sites);
    }

    /** The same with what came and went by site. */
    public Churn withSites(List<SiteTurnover> others) {
        return new Churn(intervals, added, removed, collected, orphans, siteless, peak, others);
    }

    /**
     * The same at some of the instants, what happened in between added up.
     *
     * @param chosen the indexes of these, ascending
     */
    Churn at(int[] chosen) {
        List<Timeline.Interval> fewer = new ArrayList<>();
        int from = 0;
        for (int index : chosen) {
            Timeline.Interval sum = new Timeline.Interval(0, 0, 0);
            while (from <= index && from < intervals.size()) {
                sum = sum.plus(intervals.get(from++));
            }
            fewer.add(sum);
        }
        return new Churn(
                intervals.isEmpty() ? List.of() : fewer,
                added,
                removed,
                collected,
                orphans,
                siteless,
                peak,
                sites.stream().map(site -> site.at(chosen)).toList());
    }

    /** Whether the numbers are known. */
    public boolean isKnown() {
        return !intervals.isEmpty();
    }
}
