package dev.customprofiles.live;

import java.util.Comparator;
import java.util.List;
import java.util.function.Predicate;

/**
 * The objects of one profile that were live at one instant: added at or before it, not removed at or before it.
 *
 * @param profile the profile's name
 * @param unit the unit of the weights as declared by the profile, such as {@code bytes}; null if objects have no
 *     weights
 * @param atNanos the instant, in nanoseconds since the epoch
 * @param sites by descending count, equal counts in the order of {@link Site}; empty if nothing was live
 * @since 0.1
 */
public record LiveSet(String profile, String unit, long atNanos, List<LiveSite> sites) {

    private static final Comparator<LiveSite> MOST_FIRST =
            Comparator.comparingLong(LiveSite::count).reversed().thenComparing(LiveSite::site);

    /**
     * Copies and sorts the sites.
     *
     * @param profile as in the record
     * @param unit as in the record
     * @param atNanos as in the record
     * @param sites as in the record
     */
    public LiveSet {
        sites = sites.stream().sorted(MOST_FIRST).toList();
    }

    /** {@return the number of live objects} */
    public long count() {
        return SaturatingMath.sum(sites.stream().mapToLong(LiveSite::count));
    }

    /** {@return the sum of their weights; 0 in a profile without weights} */
    public long weight() {
        return SaturatingMath.sum(sites.stream().mapToLong(LiveSite::weight));
    }

    /**
     * {@return the subset whose sites pass}
     *
     * @param filter the condition to pass
     */
    public LiveSet where(Predicate<Site> filter) {
        return new LiveSet(
                profile,
                unit,
                atNanos,
                sites.stream().filter(live -> filter.test(live.site())).toList());
    }
}
