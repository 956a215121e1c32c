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
 * @param unit the unit of the weights; null where objects have none
 * @param weak whether objects leave the profile when their value is garbage collected; otherwise they stay live
 * @param span from the first event of the profile to the end of the recording: the instants that can be answered. At any
 *     other instant the live set is empty or wrong, and the caller has to say so
 * @param instants ascending, in nanoseconds since the epoch; at least one. {@link Question#END} is the end of the recording
 * @param churn what came and went
 * @param sites every site that had live objects at one of the instants, by {@link Site}'s order
 */
public record Timeline(
        String profile,
        String unit,
        boolean weak,
        Span span,
        List<Long> instants,
        Churn churn,
        List<SiteTimeline> sites) {

    /** Copies the lists. */
    public Timeline {
        instants = List.copyOf(instants);
        sites = List.copyOf(sites);
    }

    /**
     * What happened between two instants, also to objects that came and went in between. What is live grew by what was added
     * less what was removed, and in a weak profile less what was collected.
     *
     * @param added how many objects were added
     * @param removed how many the application removed
     * @param collected how many had their value garbage collected before they were removed
     */
    public record Interval(long added, long removed, long collected) {

        /** What happened in both. */
        Interval plus(Interval other) {
            return new Interval(added + other.added, removed + other.removed, collected + other.collected);
        }
    }

    /** The part of the sites that pass. The churn is known of all of them together only, so it becomes unknown. */
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

    /** The same with another churn. */
    public Timeline with(Churn other) {
        return new Timeline(profile, unit, weak, span, instants, other, sites);
    }

    /** The same with each site as another one; what becomes one site is added up. */
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
     * The same at fewer instants, as evenly chosen as can be; the last one stays. What happened in between is added up. A no-op if there
     * are not more than that.
     *
     * @param most how many instants, at least 1
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

    /** How many objects are live at each instant. */
    public long[] counts() {
        return sums(SiteTimeline.Level::count);
    }

    /** How many of the objects that are live at each instant had their value garbage collected by then. */
    public long[] collected() {
        return where(Site::collected).counts();
    }

    /** The sum of the weights of the objects that are live at each instant. */
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
        return new LiveSet(profile, unit, atNanos, live);
    }
}
