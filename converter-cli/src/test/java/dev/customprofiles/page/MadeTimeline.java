package dev.customprofiles.page;

import dev.customprofiles.holders.HeldSite;
import dev.customprofiles.holders.Hold;
import dev.customprofiles.holders.HolderGroup;
import dev.customprofiles.holders.HolderPath;
import dev.customprofiles.holders.Holders;
import dev.customprofiles.leaks.Suspect;
import dev.customprofiles.leaks.Verdict;
import dev.customprofiles.live.Ages;
import dev.customprofiles.live.Churn;
import dev.customprofiles.live.Frame;
import dev.customprofiles.live.History;
import dev.customprofiles.live.LiveSite;
import dev.customprofiles.live.Losses;
import dev.customprofiles.live.Site;
import dev.customprofiles.live.SiteTimeline;
import dev.customprofiles.live.SiteTurnover;
import dev.customprofiles.live.Span;
import dev.customprofiles.live.Timeline;
import dev.customprofiles.live.Unpaired;
import dev.customprofiles.writer.Origin;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Deque;
import java.util.List;
import java.util.Random;
import java.util.SortedMap;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** Timelines made of a seeded history: objects are added at sites that share some of their stacks, and mostly removed. */
final class MadeTimeline {

    static final Origin ORIGIN = new Origin("jfr2pprof 1 (abc)", "app", "app.jfr");
    static final Losses NONE =
            new Losses(List.of(), List.of(), List.of(), 0, 0, true, 0, 0, 0, 0, 0, 0, 0, List.of(), Unpaired.NONE);

    /** 2026-11-23T13:00:00Z. */
    static final long START = 1_795_438_800_000_000_000L;

    private static final String[] PACKAGES = {
        "app.web", "app.orders", "com.acme.pricing.rules", "org.pool.jdbc", "io.net.http.client", "org.cache.local"
    };
    private static final String[] CLASSES = {
        "Handler", "Service", "Session$Builder", "Pool", "Retry", "Reader", "Router", "Worker", "Lease", "Index"
    };
    private static final String[] METHODS = {
        "open", "run", "handle", "lambda$submit$0", "acquire", "<init>", "next", "load", "dispatch", "call"
    };

    private record Live(long added, long weight) {}

    private MadeTimeline() {}

    static History all(Timeline... timelines) {
        return new History(List.of(timelines), List.of(), NONE);
    }

    private static Churn churn(List<Timeline.Interval> intervals) {
        return new Churn(intervals, 0, 0, 0, 0, 0, null, List.of());
    }

    static Losses losses(String... damage) {
        return new Losses(
                List.of(damage), List.of(), List.of(), 0, 0, true, 0, 0, 0, 0, 0, 0, 0, List.of(), Unpaired.NONE);
    }

    /** A leak at one site in eight; every third site has no label. The profile is weak. */
    static Timeline of(String profile, long seed, int siteCount, int depth, int instantCount, long spanNanos) {
        Random random = new Random(seed);
        List<Site> sites = sites(random, siteCount, depth);
        List<Long> instants = new ArrayList<>();
        for (int i = 0; i < instantCount; i++) {
            instants.add(START + (instantCount == 1 ? 0 : spanNanos / (instantCount - 1) * i));
        }
        List<Deque<Live>> live = new ArrayList<>();
        List<List<SiteTimeline.Level>> levels = new ArrayList<>();
        for (int i = 0; i < sites.size(); i++) {
            live.add(new ArrayDeque<>());
            levels.add(new ArrayList<>());
        }
        List<Timeline.Interval> intervals = new ArrayList<>();
        for (int i = 0; i < instantCount; i++) {
            long at = instants.get(i);
            long before = i == 0 ? at - spanNanos / 20 : instants.get(i - 1);
            long added = 0;
            long removed = 0;
            long collected = 0;
            for (int site = 0; site < sites.size(); site++) {
                if (random.nextInt(4) != 0 && i != 0) {
                    continue;
                }
                boolean leaks = site % 8 == 3;
                Deque<Live> here = live.get(site);
                int adds = random.nextInt(leaks ? 9 : 14);
                for (int n = 0; n < adds; n++) {
                    long time = before + (long) (random.nextDouble() * (at - before));
                    here.addLast(new Live(time, 16 + random.nextInt(1 << 20)));
                }
                int removals = Math.min(here.size(), leaks ? adds * 2 / 3 : random.nextInt(15));
                for (int n = 0; n < removals; n++) {
                    here.removeFirst();
                }
                added += adds;
                int taken = leaks ? removals / 4 : 0;
                collected += taken;
                removed += removals - taken;
                if (adds + removals > 0) {
                    levels.get(site).add(level(i, at, here));
                }
            }
            intervals.add(new Timeline.Interval(added, removed, collected));
        }
        List<SiteTimeline> timelines = new ArrayList<>();
        for (int i = 0; i < sites.size(); i++) {
            if (levels.get(i).stream().anyMatch(level -> level.count() > 0)) {
                timelines.add(new SiteTimeline(sites.get(i), levels.get(i)));
            }
        }
        timelines.sort(Comparator.comparing(SiteTimeline::site));
        Span span = new Span(instants.get(0), instants.get(instantCount - 1));
        return new Timeline(profile, "bytes", true, span, instants, churn(intervals), timelines);
    }

    private static SiteTimeline.Level level(int instant, long at, Deque<Live> live) {
        return new SiteTimeline.Level(
                instant,
                at,
                live.size(),
                live.stream().mapToLong(Live::weight).sum(),
                live.stream().mapToLong(one -> at - one.added()).sum());
    }

    private static List<Site> sites(Random random, int count, int depth) {
        List<List<Frame>> stacks = new ArrayList<>();
        List<Site> sites = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            List<Frame> stack = new ArrayList<>();
            if (!stacks.isEmpty()) {
                List<Frame> other = stacks.get(random.nextInt(stacks.size()));
                stack.addAll(other.subList(random.nextInt(Math.min(other.size(), depth / 2 + 1)), other.size()));
            }
            while (stack.size() < depth - random.nextInt(3)) {
                stack.add(0, frame(random));
            }
            stacks.add(List.copyOf(stack));
            String label = i % 3 == 0 ? null : "tenant-" + random.nextInt(7);
            sites.add(new Site(stack, label, "app.model.Thing" + i % 5, null));
        }
        return sites.stream().distinct().toList();
    }

    private static Frame frame(Random random) {
        String type = PACKAGES[random.nextInt(PACKAGES.length)] + '.' + CLASSES[random.nextInt(CLASSES.length)];
        return Frame.of(type, METHODS[random.nextInt(METHODS.length)], 10 + random.nextInt(400));
    }

    /**
     * Three instants. At the first 8 objects of {@code Pool.lease} are live and 4 of {@code Pool.keep}; at the last 6 of the
     * former and the 2 of {@code Pool.late} are collected, and one of {@code Pool.keep} has left.
     */
    static Timeline collected(String profile) {
        Frame main = Frame.of("app.Main", "main", 7);
        Site lease = new Site(List.of(Frame.of("app.Pool", "lease", 1), main), null, "app.Lease", null);
        Site keep = new Site(List.of(Frame.of("app.Pool", "keep", 2), main), null, "app.Lease", null);
        Site late = new Site(List.of(Frame.of("app.Pool", "late", 3), main), null, "app.Lease", null);
        List<Long> instants = List.of(START, START + 1_000_000_000L, START + 2_000_000_000L);
        List<SiteTimeline> sites = new ArrayList<>(List.of(
                new SiteTimeline(lease, levels(instants, 8, 5, 2)),
                new SiteTimeline(lease.collected(true), levels(instants, 0, 3, 6)),
                new SiteTimeline(keep, levels(instants, 4, 4, 3)),
                new SiteTimeline(late.collected(true), levels(instants, 0, 2, 2))));
        sites.sort(Comparator.comparing(SiteTimeline::site));
        return new Timeline(
                profile,
                null,
                false,
                new Span(START, instants.get(2)),
                instants,
                churn(List.of(
                        new Timeline.Interval(12, 0, 0),
                        new Timeline.Interval(2, 0, 5),
                        new Timeline.Interval(0, 1, 3))),
                sites);
    }

    /** The same with what came and went by site: of the first 101 added, 1 removed and 0 collected, of the next 102, 2 and 10, and so on. */
    static Timeline turned(Timeline timeline) {
        List<Site> origins = timeline.sites().stream()
                .map(site -> site.site().collected(false))
                .distinct()
                .toList();
        List<SiteTurnover> turnover = IntStream.range(0, origins.size())
                .mapToObj(
                        i -> new SiteTurnover(origins.get(i), 101 + i, 1 + i, 10 * i, Ages.NONE, Ages.NONE, List.of()))
                .toList();
        return timeline.with(timeline.churn().withSites(turnover));
    }

    private static List<SiteTimeline.Level> levels(List<Long> instants, long... counts) {
        List<SiteTimeline.Level> levels = new ArrayList<>();
        for (int i = 0; i < counts.length; i++) {
            if (counts[i] > 0 || !levels.isEmpty()) {
                levels.add(new SiteTimeline.Level(i, instants.get(i), counts[i], 0, counts[i]));
            }
        }
        return levels;
    }

    /** A site that leaks all that is live of it at the end. */
    static Suspect suspect(Timeline timeline, Site site, String sentence) {
        long live = timeline.at(timeline.instants().size() - 1).sites().stream()
                .filter(it -> it.site().collected(false).equals(site))
                .mapToLong(LiveSite::count)
                .sum();
        return new Suspect(
                timeline.profile(),
                site.signature(timeline.profile()),
                site,
                Verdict.OLD,
                sentence,
                live,
                live,
                0,
                live,
                0,
                1,
                1);
    }

    static Opening opening(Suspect... suspects) {
        return new Opening(null, List.of(), List.of(suspects), List.of(), null, null);
    }

    /** What a heap dump says of a profile of one site: how its objects are held. */
    static HeldSite held(String profile, Site site, HolderGroup... groups) {
        return new HeldSite(profile, null, site, List.of(groups));
    }

    /** Objects in a static map; 100 bytes each are retained, and the oldest is as many seconds old. */
    static HolderGroup inMap(String map, long objects, SortedMap<String, Long> labels) {
        HolderPath path = new HolderPath(
                Hold.STRONG, List.of(), List.of("static " + map, "java.util.HashMap.value"), "app.Lease");
        return group(path, objects, labels);
    }

    static HolderGroup group(HolderPath path, long objects, SortedMap<String, Long> labels) {
        return new HolderGroup(path, objects, objects, objects * 100, 0, objects * 1_000_000_000, labels);
    }

    static Opening opening(Holders holders, Suspect... suspects) {
        return opening(suspects).withHolders(holders);
    }

    static Holders holders(HeldSite... sites) {
        return new Holders(List.of(sites), START / 1_000_000);
    }

    /** One site for each name, which is its function, its label, its class and its file. */
    static Timeline named(String profile, Stream<String> names) {
        return once(profile, names.map(name -> new Site(List.of(new Frame(name, name, 1)), name, name, null)));
    }

    /** One object of each site, from the start on. */
    static Timeline once(String profile, Stream<Site> all) {
        List<SiteTimeline> sites = all.sorted()
                .map(site -> new SiteTimeline(site, List.of(new SiteTimeline.Level(0, START, 1, 1, 1))))
                .toList();
        return new Timeline(
                profile,
                "bytes",
                false,
                new Span(START, START + 1000),
                List.of(START, START + 1000),
                churn(List.of(new Timeline.Interval(sites.size(), 0, 0), new Timeline.Interval(0, 0, 0))),
                sites);
    }
}
