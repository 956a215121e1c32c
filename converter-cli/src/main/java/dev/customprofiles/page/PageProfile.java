package dev.customprofiles.page;

import dev.customprofiles.live.Churn;
import dev.customprofiles.live.Frame;
import dev.customprofiles.live.GeneratedName;
import dev.customprofiles.live.Site;
import dev.customprofiles.live.SiteTimeline;
import dev.customprofiles.live.SiteTurnover;
import dev.customprofiles.live.Span;
import dev.customprofiles.live.Timeline;
import dev.customprofiles.profile.SampleLabel;
import dev.customprofiles.profile.SampleType;
import dev.customprofiles.profile.StackProfile;
import dev.customprofiles.text.Quantity;
import dev.customprofiles.writer.LiveSetProfile;
import java.util.AbstractList;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.IntPredicate;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * A profile as the page shows it, at one instant or at many.
 *
 * @param types what the values mean; the first is a count
 * @param shown which type is shown first
 * @param age which type is the sum of ages; -1 if none is
 * @param fromNanos where the time that is shown begins, and times of adding count from. With one instant, the start of the
 *     time in which the values accumulated; that instant if they are of it
 * @param instants ascending, in nanoseconds since the epoch; at least one
 * @param weak whether objects leave the profile when they are garbage collected
 * @param intervals what happened up to each instant and after the one before it; empty if nobody counted
 * @param tickNanos in what unit times of adding are kept
 * @param every of how many instants one is kept; 1 if all are
 * @param pauses when nobody recorded; no instant is inside
 * @param rest how many sites share the last row, or the last two if some are of collected objects; 0 if each has its own
 * @param comments what the reader ought to know of it, a line each
 */
record PageProfile(
        String name,
        List<SampleType> types,
        int shown,
        int age,
        long fromNanos,
        List<Long> instants,
        boolean weak,
        List<Timeline.Interval> intervals,
        long tickNanos,
        int every,
        List<Span> pauses,
        int rest,
        List<PageSite> sites,
        List<String> comments) {

    /** Times of adding are kept to a millionth of what is shown, or better. */
    private static final long TICKS = 1_000_000;

    private static final Timeline.Interval NOTHING = new Timeline.Interval(0, 0, 0);

    static PageProfile of(StackProfile profile) {
        int age = age(profile.types());
        long at = profile.endNanos();
        List<PageSite> sites = profile.samples().stream()
                .map(sample -> {
                    long[] values =
                            sample.values().stream().mapToLong(Long::longValue).toArray();
                    if (age >= 0) {
                        values[age] = -values[age];
                    }
                    return new PageSite(sample.frames(), sample.labels(), List.of(new PageSite.Level(0, values)), null);
                })
                .toList();
        return new PageProfile(
                profile.name(),
                profile.types(),
                profile.shown(),
                age,
                profile.timeNanos(),
                List.of(at),
                false,
                List.of(),
                1,
                1,
                List.of(),
                0,
                sites,
                profile.comments());
    }

    /** Of a timeline's instants those of which something is known; the last one always is. */
    static PageProfile of(Timeline timeline, List<Span> pauses, List<String> comments) {
        List<SampleType> types = LiveSetProfile.types(timeline.profile(), timeline.unit());
        long start = timeline.instants().get(0);
        long span = timeline.instants().get(timeline.instants().size() - 1) - start;
        long tick = 1;
        while (tick * 10 <= span / TICKS) {
            tick *= 10;
        }
        Map<Site, Timeline.Interval> turnover = turnover(timeline.churn());
        Set<Site> collected = timeline.sites().stream()
                .map(SiteTimeline::site)
                .filter(Site::collected)
                .map(site -> site.collected(false))
                .collect(Collectors.toSet());
        List<PageSite> sites = new ArrayList<>();
        for (SiteTimeline site : timeline.sites()) {
            List<PageSite.Level> levels = levels(site.levels(), timeline.unit() != null, start, tick);
            // The collected ones stay live, so they are still there where instants are left out.
            boolean isOther = !site.site().collected() && collected.contains(site.site());
            sites.add(new PageSite(
                    site.site().frames(),
                    LiveSetProfile.labels(site.site()),
                    levels,
                    turnover.isEmpty()
                            ? null
                            : isOther
                                    ? NOTHING
                                    : turnover.getOrDefault(site.site().collected(false), NOTHING)));
        }
        return new PageProfile(
                        timeline.profile(),
                        types,
                        0,
                        age(types),
                        start,
                        timeline.instants(),
                        timeline.weak(),
                        timeline.churn().intervals(),
                        tick,
                        1,
                        pauses,
                        0,
                        sites,
                        comments)
                .keeping(instant -> isKnown(timeline, pauses, instant));
    }

    /** By origin. Empty unless all that left is known by its site. */
    private static Map<Site, Timeline.Interval> turnover(Churn churn) {
        Map<Site, Timeline.Interval> turnover = new HashMap<>();
        if (churn.siteless() == 0) {
            for (SiteTurnover site : churn.sites()) {
                turnover.put(site.site(), new Timeline.Interval(site.added(), site.removed(), site.collected()));
            }
        }
        return turnover;
    }

    /** Each made when it is looked at: there may be a million, and most are not shown. */
    private static List<PageSite.Level> levels(
            List<SiteTimeline.Level> levels, boolean weighted, long start, long tick) {
        return new AbstractList<>() {
            @Override
            public PageSite.Level get(int index) {
                SiteTimeline.Level level = levels.get(index);
                return new PageSite.Level(level.instant(), values(level, weighted, start, tick));
            }

            @Override
            public int size() {
                return levels.size();
            }
        };
    }

    private static boolean isKnown(Timeline timeline, List<Span> pauses, int instant) {
        List<Long> instants = timeline.instants();
        long at = instants.get(instant);
        if (instant == instants.size() - 1) {
            return true;
        }
        return timeline.span().contains(at)
                && at < instants.get(instant + 1)
                && pauses.stream().noneMatch(pause -> pause.startNanos() < at && at < pause.endNanos());
    }

    private static int age(List<SampleType> types) {
        return types.indexOf(SampleType.nanoseconds("age"));
    }

    /** In doubles, for count times time may be more than a long holds; they are exact to the tick where a long is. */
    private static long[] values(SiteTimeline.Level level, boolean weighted, long start, long tick) {
        if (level.count() <= 0) {
            return new long[weighted ? 3 : 2]; // less than nothing is live where events were lost
        }
        double added = ((double) level.count() * (level.atNanos() - start) - level.ageNanos()) / tick;
        long addedTicks = Math.round(added);
        return weighted
                ? new long[] {level.count(), level.weight(), addedTicks}
                : new long[] {level.count(), addedTicks};
    }

    /** The same with every second instant left out, but never the last one. */
    PageProfile thinned() {
        int last = instants.size() - 1;
        PageProfile kept = keeping(instant -> (last - instant) % 2 == 0);
        return kept.with(kept.instants, kept.intervals, every * 2, rest, kept.sites);
    }

    /** The same with some instants left out. What happened up to one of those counts as having happened up to the next. */
    private PageProfile keeping(IntPredicate isKept) {
        int[] kept = IntStream.range(0, instants.size()).filter(isKept).toArray();
        if (kept.length == instants.size()) {
            return this;
        }
        List<Timeline.Interval> keptIntervals = new ArrayList<>();
        for (int i = 0; i < kept.length && !intervals.isEmpty(); i++) {
            keptIntervals.add(intervals.subList(i == 0 ? 0 : kept[i - 1] + 1, kept[i] + 1).stream()
                    .reduce(NOTHING, PageProfile::plus));
        }
        List<PageSite> keptSites = new ArrayList<>();
        for (PageSite site : sites) {
            List<PageSite.Level> levels = new KeptLevels(site.levels(), kept);
            if (!levels.isEmpty()) {
                keptSites.add(new PageSite(site.frames(), site.labels(), levels, site.turnover()));
            }
        }
        return with(Arrays.stream(kept).mapToObj(instants::get).toList(), keptIntervals, every, rest, keptSites);
    }

    static Timeline.Interval plus(Timeline.Interval a, Timeline.Interval b) {
        return new Timeline.Interval(a.added() + b.added(), a.removed() + b.removed(), a.collected() + b.collected());
    }

    private PageProfile with(
            List<Long> otherInstants,
            List<Timeline.Interval> otherIntervals,
            int otherEvery,
            int otherRest,
            List<PageSite> otherSites) {
        return new PageProfile(
                name,
                types,
                shown,
                age,
                fromNanos,
                otherInstants,
                weak,
                otherIntervals,
                tickNanos,
                otherEvery,
                pauses,
                otherRest,
                otherSites,
                comments);
    }

    /**
     * The indexes of the sites of the same functions and the same label: lines and classes do not tell them apart, nor does whether
     * their objects were collected. A site without a label stands for those of all labels.
     */
    IntStream sitesOf(Site suspect) {
        List<String> functions = functions(suspect.frames());
        SampleLabel label = suspect.label() == null ? null : SampleLabel.text(SampleLabel.LABEL, suspect.label());
        return IntStream.range(0, sites.size()).filter(index -> {
            PageSite site = sites.get(index);
            return (label == null || site.labels().contains(label))
                    && functions(site.frames()).equals(functions);
        });
    }

    private static List<String> functions(List<Frame> frames) {
        return frames.stream()
                .map(frame -> GeneratedName.withoutNumber(frame.function()))
                .toList();
    }

    /**
     * The same with so many rows at most, of which the last counts all sites that were never among the largest; those of
     * collected objects have a last row of their own, which makes one row more where there is only one.
     */
    PageProfile withRows(int rows) {
        if (sites.size() <= rows) {
            return this;
        }
        Map<PageSite, Long> peaks = new IdentityHashMap<>(); // each takes all levels of the site
        sites.forEach(site -> peaks.put(site, site.peak()));
        List<PageSite> bySize = sites.stream()
                .sorted(Comparator.<PageSite>comparingLong(peaks::get).reversed())
                .toList();
        int alone = Math.max(0, rows - (sites.stream().anyMatch(PageSite::isCollected) ? 2 : 1));
        List<PageSite> small = bySize.subList(alone, bySize.size());
        List<PageSite> kept = new ArrayList<>(bySize.subList(0, alone));
        Frame frame = new Frame("[" + Quantity.of(small.size(), "more site") + "]", "", 0);
        for (boolean collected : new boolean[] {false, true}) {
            List<PageSite> same = small.stream()
                    .filter(site -> site.isCollected() == collected)
                    .toList();
            if (!same.isEmpty()) {
                List<SampleLabel> labels =
                        collected ? List.of(SampleLabel.text(SampleLabel.COLLECTED, "true")) : List.of();
                Timeline.Interval turnover = same.get(0).turnover() == null
                        ? null
                        : same.stream().map(PageSite::turnover).reduce(NOTHING, PageProfile::plus);
                kept.add(new PageSite(List.of(frame), labels, sum(same), turnover));
            }
        }
        return with(instants, intervals, every, small.size(), kept);
    }

    /** In doubles: exact as far as the page can count, and no nonsense beyond. */
    private List<PageSite.Level> sum(List<PageSite> added) {
        double[][] changes = new double[instants.size()][];
        for (PageSite site : added) {
            long[] before = new long[types.size()];
            for (PageSite.Level level : site.levels()) {
                if (changes[level.instant()] == null) {
                    changes[level.instant()] = new double[types.size()];
                }
                for (int type = 0; type < before.length; type++) {
                    changes[level.instant()][type] += level.values()[type] - before[type];
                }
                before = level.values();
            }
        }
        List<PageSite.Level> levels = new ArrayList<>();
        double[] sum = new double[types.size()];
        for (int instant = 0; instant < changes.length; instant++) {
            if (changes[instant] != null) {
                for (int type = 0; type < sum.length; type++) {
                    sum[type] += changes[instant][type];
                }
                levels.add(new PageSite.Level(
                        instant, Arrays.stream(sum).mapToLong(Math::round).toArray()));
            }
        }
        return levels;
    }
}
