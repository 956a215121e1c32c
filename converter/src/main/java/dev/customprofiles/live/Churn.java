package dev.customprofiles.live;

import java.util.ArrayList;
import java.util.List;

/**
 * The numbers of objects that were added to and left a profile. They may be unknown, see {@link #isKnown}: then all
 * numbers but the orphans and those of the sites are 0.
 *
 * @param intervals the numbers between successive instants of the question; the first interval begins where the replay
 *     does. Empty if the churn is unknown
 * @param added the number of objects added, regardless of the instants: in the whole recording if the question is about
 *     that, otherwise in the part that was read
 * @param removed the number of objects that the application removed
 * @param collected the number of values that were garbage collected before they were removed
 * @param orphans the number of removals whose Add is not in the recording. Always for all sites, because the site of an
 *     orphan is unknown
 * @param siteless the number of objects that left from an unknown site and so are not in the other numbers; 0 unless
 *     sites were chosen
 * @param peak the greatest live count; null if it was not requested, the recording has several JVMs, or the profile is
 *     made of event pairs
 * @param sites the numbers by site, in the order of {@link Site}; empty unless requested
 * @since 0.1
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

    /**
     * Copies the lists.
     *
     * @param intervals as in the record
     * @param added as in the record
     * @param removed as in the record
     * @param collected as in the record
     * @param orphans as in the record
     * @param siteless as in the record
     * @param peak as in the record
     * @param sites as in the record
     */
    public Churn {
        intervals = List.copyOf(intervals);
        sites = List.copyOf(sites);
    }

    /**
     * {@return a churn of which only the orphans are known}
     *
     * @param orphans the number of orphans
     */
    public static Churn unknown(long orphans) {
        return new Churn(List.of(), 0, 0, 0, orphans, 0, null, List.of());
    }

    /**
     * {@return a copy with another number of orphans}
     *
     * @param others the other value
     */
    public Churn withOrphans(long others) {
        return new Churn(intervals, added, removed, collected, others, siteless, peak, sites);
    }

    /**
     * {@return a copy with the numbers by site}
     *
     * @param others the other value
     */
    public Churn withSites(List<SiteTurnover> others) {
        return new Churn(intervals, added, removed, collected, orphans, siteless, peak, others);
    }

    /**
     * Returns the churn at some of the instants, merging the intervals in between.
     *
     * @param chosen the indexes of the instants, ascending
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

    /** {@return whether the numbers are known} */
    public boolean isKnown() {
        return !intervals.isEmpty();
    }
}
