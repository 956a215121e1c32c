package dev.customprofiles.replay;

import java.util.ArrayList;
import java.util.List;

/**
 * One profile at several instants, as one pass over the recording found it.
 *
 * @param profile the profile's name
 * @param unit the unit of the weights; null where objects have none
 * @param span the instants that can be answered
 * @param instants ascending, each once, in nanoseconds since the epoch; at least one
 * @param intervals what happened up to each instant and after the one before it; as many as instants
 * @param sites every site that had live objects at one of the instants, by {@link Site}'s order
 */
public record Timeline(
        String profile,
        String unit,
        Span span,
        List<Long> instants,
        List<Interval> intervals,
        List<SiteTimeline> sites) {

    /** Copies the lists. */
    public Timeline {
        instants = List.copyOf(instants);
        intervals = List.copyOf(intervals);
        sites = List.copyOf(sites);
    }

    /**
     * What happened between two instants, also to objects that came and went in between. The first interval begins
     * where the replay does.
     *
     * @param added how many objects were added
     * @param removed how many the application removed
     * @param collected how many the garbage collector took before anyone removed them
     */
    public record Interval(long added, long removed, long collected) {}

    /** The live set at the instant of that index. */
    public LiveSet at(int instant) {
        long atNanos = instants.get(instant);
        List<LiveSite> live = new ArrayList<>();
        for (SiteTimeline site : sites) {
            SiteTimeline.Level level = site.at(instant);
            if (level.count() > 0) {
                live.add(new LiveSite(
                        site.site(), level.count(), level.weight(), level.ageNanosAt(atNanos)));
            }
        }
        live.sort(Replay.MOST_FIRST);
        return new LiveSet(profile, unit, atNanos, live);
    }
}
