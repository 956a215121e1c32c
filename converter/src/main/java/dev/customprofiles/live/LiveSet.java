package dev.customprofiles.live;

import java.util.Comparator;
import java.util.List;
import java.util.function.Predicate;

/**
 * The objects of one profile that were live at one instant: added at or before it, not removed at or before it.
 *
 * @param profile the profile's name
 * @param unit the unit of the weights as the profile declared it, such as {@code bytes}; null where objects have none
 * @param atNanos the instant, in nanoseconds since the epoch
 * @param sites most objects first, equal counts by {@link Site}'s order; empty when nothing was live
 */
public record LiveSet(String profile, String unit, long atNanos, List<LiveSite> sites) {

    private static final Comparator<LiveSite> MOST_FIRST =
            Comparator.comparingLong(LiveSite::count).reversed().thenComparing(LiveSite::site);

    /** Copies the sites and puts them in order. */
    public LiveSet {
        sites = sites.stream().sorted(MOST_FIRST).toList();
    }

    /** The number of live objects. */
    public long count() {
        return SaturatingMath.sum(sites.stream().mapToLong(LiveSite::count));
    }

    /** The sum of their weights; 0 in a profile without weights. */
    public long weight() {
        return SaturatingMath.sum(sites.stream().mapToLong(LiveSite::weight));
    }

    /** The part of the set whose sites pass. */
    public LiveSet where(Predicate<Site> filter) {
        return new LiveSet(
                profile,
                unit,
                atNanos,
                sites.stream().filter(live -> filter.test(live.site())).toList());
    }
}
