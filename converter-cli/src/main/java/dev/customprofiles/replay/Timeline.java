package dev.customprofiles.replay;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;

/**
 * One profile at several instants, as one pass over the recording found it.
 *
 * @param profile the profile's name
 * @param unit the unit of the weights; null where objects have none
 * @param span the instants that can be answered
 * @param instants ascending, each once, in nanoseconds since the epoch; at least one
 * @param intervals what happened up to each instant and after the one before it; as many as instants, or none where it is
 *     not known
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

    /** The part of the sites that pass. What happened in between is known of all of them together only, and left out. */
    public Timeline where(Predicate<Site> filter) {
        return new Timeline(
                profile,
                unit,
                span,
                instants,
                List.of(),
                sites.stream().filter(site -> filter.test(site.site())).toList());
    }

    /** The live set at the instant of that index. */
    public LiveSet at(int instant) {
        long atNanos = instants.get(instant);
        List<LiveSite> live = new ArrayList<>();
        for (SiteTimeline site : sites) {
            LiveSite there = site.liveAt(instant, atNanos);
            if (there != null) {
                live.add(there);
            }
        }
        live.sort(Replay.MOST_FIRST);
        return new LiveSet(profile, unit, atNanos, live);
    }
}
