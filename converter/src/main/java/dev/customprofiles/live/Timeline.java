package dev.customprofiles.live;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Predicate;
import java.util.function.ToLongFunction;
import java.util.function.UnaryOperator;

/**
 * One profile at the instants of a {@link Question}.
 *
 * @param profile the profile's name
 * @param unit the unit of the weights; null if objects have none
 * @param weak whether objects leave the profile when their value is garbage collected; otherwise they stay live
 * @param span from the first event of the profile to the end of the recording. At instants outside of this span the
 *     live set is empty or wrong, and the caller must say so
 * @param instants ascending, in nanoseconds since the epoch; at least one. {@link Question#END} is the end of the
 *     recording
 * @param churn the numbers of objects added and removed
 * @param sites all sites that had live objects at one of the instants, in the order of {@link Site}
 * @since 0.1
 */
public record Timeline(
        String profile,
        String unit,
        boolean weak,
        Span span,
        List<Long> instants,
        Churn churn,
        List<SiteTimeline> sites) {

    /**
     * Copies the lists.
     *
     * @param profile as in the record
     * @param unit as in the record
     * @param weak as in the record
     * @param span as in the record
     * @param instants as in the record
     * @param churn as in the record
     * @param sites as in the record
     */
    public Timeline {
        instants = List.copyOf(instants);
        sites = List.copyOf(sites);
    }

    /**
     * The events between two instants, including those of objects that were added and removed in between. The live
     * count grew by {@code added - removed}, and in a weak profile by {@code added - removed - collected}.
     *
     * @param added the number of objects added
     * @param removed the number of objects that the application removed
     * @param collected the number of objects whose value was garbage collected before they were removed
     * @since 0.1
     */
    public record Interval(long added, long removed, long collected) {

        /** Returns the sum of both. */
        Interval plus(Interval other) {
            return new Interval(added + other.added, removed + other.removed, collected + other.collected);
        }
    }

    /**
     * {@return a copy with only the sites that pass} The churn is not known by site, so it becomes unknown.
     *
     * @param filter the condition to pass
     */
    public Timeline where(Predicate<Site> filter) {
        return new Timeline(
                profile,
                unit,
                weak,
                span,
                instants,
                Churn.unknown(churn.orphans()),
                sites.stream().filter(site -> filter.test(site.site())).toList());
    }

    /**
     * {@return a copy with another churn}
     *
     * @param other the other churn
     */
    public Timeline with(Churn other) {
        return new Timeline(profile, unit, weak, span, instants, other, sites);
    }

    /**
     * {@return a copy with each site replaced by another; sites that become equal are added up}
     *
     * @param shape returns the site that replaces a site
     */
    public Timeline map(UnaryOperator<Site> shape) {
        Map<Site, List<SiteTimeline>> shaped = new TreeMap<>();
        for (SiteTimeline site : sites) {
            shaped.computeIfAbsent(shape.apply(site.site()), absent -> new ArrayList<>())
                    .add(site);
        }
        List<SiteTimeline> merged = new ArrayList<>(shaped.size());
        shaped.forEach((site, parts) -> merged.add(SiteTimeline.sum(site, parts)));
        Map<Site, SiteTurnover> turnover = new TreeMap<>();
        churn.sites().forEach(site -> {
            Site as = shape.apply(site.site());
            turnover.merge(as, site.as(as), (one, other) -> one.plus(other, as));
        });
        return new Timeline(
                profile, unit, weak, span, instants, churn.withSites(List.copyOf(turnover.values())), merged);
    }

    /**
     * {@return this timeline at fewer instants, chosen as evenly as possible and including the last} Intervals in
     * between are merged. A no-op if there are no more instants than that.
     *
     * @param most the maximum number of instants, at least 1
     */
    public Timeline thinned(int most) {
        int count = instants.size();
        if (count <= most) {
            return this;
        }
        int[] chosen = new int[most];
        for (int i = 0; i < most; i++) {
            chosen[i] = most == 1 ? count - 1 : (int) ((long) i * (count - 1) / (most - 1));
        }
        List<Long> fewer = Arrays.stream(chosen).mapToObj(instants::get).toList();
        List<SiteTimeline> fewerOfSites =
                sites.stream().map(site -> site.at(chosen, fewer)).toList();
        return new Timeline(profile, unit, weak, span, fewer, churn.at(chosen), fewerOfSites);
    }

    /** {@return the number of live objects at each instant} */
    public long[] counts() {
        return sums(SiteTimeline.Level::count);
    }

    /** {@return the number of live objects at each instant whose value was garbage collected by then} */
    public long[] collected() {
        return where(Site::collected).counts();
    }

    /** {@return the sum of the weights of the live objects at each instant} */
    public long[] weights() {
        return sums(SiteTimeline.Level::weight);
    }

    private long[] sums(ToLongFunction<SiteTimeline.Level> value) {
        long[] sums = new long[instants.size()];
        for (SiteTimeline site : sites) {
            for (int i = 0; i < site.levels().size(); i++) {
                SiteTimeline.Level level = site.levels().get(i);
                boolean isLast = i + 1 == site.levels().size();
                int end = isLast ? sums.length : site.levels().get(i + 1).instant();
                for (int instant = level.instant(); level.count() > 0 && instant < end; instant++) {
                    sums[instant] = SaturatingMath.add(sums[instant], value.applyAsLong(level));
                }
            }
        }
        return sums;
    }

    /**
     * {@return the live set at the instant of that index}
     *
     * @param instant the index of the instant
     */
    public LiveSet at(int instant) {
        long atNanos = instants.get(instant);
        List<LiveSite> live = new ArrayList<>();
        for (SiteTimeline site : sites) {
            LiveSite there = site.liveAt(instant, atNanos);
            if (there != null) {
                live.add(there);
            }
        }
        return new LiveSet(profile, unit, atNanos, live);
    }
}
