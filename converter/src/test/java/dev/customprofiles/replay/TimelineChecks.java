package dev.customprofiles.replay;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.customprofiles.live.AgeRange;
import dev.customprofiles.live.Churn;
import dev.customprofiles.live.History;
import dev.customprofiles.live.LiveSet;
import dev.customprofiles.live.LiveSite;
import dev.customprofiles.live.Peak;
import dev.customprofiles.live.Question;
import dev.customprofiles.live.Site;
import dev.customprofiles.live.SiteTurnover;
import dev.customprofiles.live.Timeline;
import dev.customprofiles.reader.Recording;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Predicate;
import java.util.function.UnaryOperator;

/** Holds an answer about many instants against the answers about each. */
final class TimelineChecks {

    /** The ages at the end are those of all that is live and not collected, in or before the recording. */
    static void assertAllHaveAges(Recording recording) throws IOException {
        for (Timeline profile :
                Replay.run(recording, Question.everything().withTurnover()).profiles()) {
            for (SiteTurnover site : profile.churn().sites()) {
                long live = profile.at(0).where(site.site()::equals).count();
                assertEquals(live, site.ages().count(), site.site().toString());
            }
            assertEquals(
                    profile.at(0).where(site -> !site.collected()).count(),
                    profile.churn().sites().stream()
                            .mapToLong(site -> site.ages().count())
                            .sum());
        }
    }

    /** What came and went by site up to the last of some instants, held against the events. */
    static void assertTurnover(Recording recording, NaiveHistory naive, List<Long> instants) throws IOException {
        long last = instants.get(instants.size() - 1);
        Map<String, SiteTurnover> found = new TreeMap<>();
        for (Timeline profile : Replay.run(
                        recording, Question.everything().withTurnover().at(instants))
                .profiles()) {
            for (SiteTurnover site : profile.churn().sites()) {
                String key = Books.key(
                        profile.profile(),
                        Answers.stack(site.site()),
                        site.site().label(),
                        site.site().objectClass());
                found.merge(key, site, (one, other) -> one.plus(other, one.site()));
            }
        }
        Map<String, String> counts = new TreeMap<>();
        found.forEach((key, site) -> {
            counts.put(
                    key,
                    site.added() + " added, " + site.removed() + " removed, " + site.collected() + " collected, "
                            + site.ages().count() + " live");
            assertEquals(site.removed(), site.lifetimes().count(), key);
        });
        Map<String, String> expected = new TreeMap<>();
        naive.turnover(last).forEach((key, site) -> expected.put(key, site.toString()));
        Differences.assertSame(expected, counts, "what came and went");
        naive.turnover(last).forEach((key, site) -> {
            if (!site.lifetimes.isEmpty()) {
                long median = site.lifetimes.stream()
                        .sorted()
                        .skip((site.lifetimes.size() - 1) / 2)
                        .findFirst()
                        .orElseThrow();
                long near = found.get(key).lifetimes().quantile(0.5);
                // A class is an eighth wide, and the recorder measures between its events.
                assertTrue(
                        near <= median + 50_000_000 && near >= median * 7 / 8 - 50_000_000,
                        () -> key + ": " + near + " of " + median);
            }
        });
    }

    private TimelineChecks() {}

    /** As {@link #assertSameAsOneByOne}, and what happened in between explains the differences. */
    static void assertComplete(Recording recording, List<Long> instants) throws IOException {
        assertSameAsOneByOne(recording, instants, AgeRange.ALL, Question.From.FIRST_SNAPSHOT);
        assertExplained(assertSameAsOneByOne(recording, instants, AgeRange.ALL, Question.From.LAST_SNAPSHOT));
    }

    /** What happened in between explains the differences. */
    static void assertExplained(List<Timeline> timelines) {
        for (Timeline timeline : timelines) {
            for (int i = 1; i < timeline.instants().size(); i++) {
                if (timeline.span().contains(timeline.instants().get(i - 1))) {
                    assertExplains(timeline, i);
                }
            }
        }
    }

    /** The peak is what was live at its own instant, and as much as at each of the others. */
    static void assertPeaksAreReachedAndNeverExceeded(Recording recording, List<Long> instants) throws IOException {
        for (Timeline profile :
                Replay.run(recording, Question.everything().withPeak()).profiles()) {
            Peak peak = profile.churn().peak();
            Question then = Question.liveSet(profile.profile(), peak.atNanos());
            Timeline reached =
                    Replay.run(recording, then).profile(profile.profile()).orElseThrow();
            assertEquals(peak.count(), reached.at(0).count(), profile.profile() + " " + peak);
            for (long instant : instants) {
                Question other = Question.liveSet(profile.profile(), instant);
                Replay.run(recording, other)
                        .profile(profile.profile())
                        .ifPresent(live -> assertTrue(live.at(0).count() <= peak.count(), instant + " " + peak));
            }
        }
    }

    /** What came and went of some sites, and their peak if it is one instant. By profile. */
    private static Map<String, Churn> churns(Recording recording, List<Long> instants, Predicate<Site> some)
            throws IOException {
        Question question =
                Question.everything().withPeak().at(instants).where(some).withChurn();
        Map<String, Churn> churns = new TreeMap<>();
        Replay.run(recording, question)
                .profiles()
                .forEach(timeline -> churns.put(timeline.profile(), timeline.churn()));
        return churns;
    }

    /** Of some of the sites, whichever: what came and went and the peak are those of the events. */
    static void assertSomeAreCountedByTheirEvents(
            Recording recording, NaiveHistory naive, List<Long> instants, long seed) throws IOException {
        Predicate<String> chosen = some(seed);
        Predicate<Site> sites = site -> chosen.test(key(site));
        Map<String, Churn> churns = churns(recording, instants, sites);
        Map<String, Churn> all = churns(recording, List.of(Question.END), sites);
        assertEquals(3, churns.size());
        List<Long> ascending = List.copyOf(new TreeSet<>(instants));
        churns.forEach((profile, churn) -> {
            for (int i = 0; i < ascending.size(); i++) {
                long after = i == 0 ? Long.MIN_VALUE : ascending.get(i - 1);
                Timeline.Interval interval = churn.intervals().get(i);
                assertEquals(
                        naive.churn(profile, chosen, after, ascending.get(i)),
                        List.of(interval.added(), interval.removed()),
                        profile + " up to " + ascending.get(i) + " with seed " + seed);
            }
            Churn whole = all.get(profile);
            assertEquals(
                    naive.churn(profile, chosen, Long.MIN_VALUE, Long.MAX_VALUE),
                    List.of(whole.added(), whole.removed()),
                    profile + " with seed " + seed);
            assertEquals(0, whole.siteless());
            assertEquals(naive.peak(profile, chosen).count(), whole.peak().count(), profile + " with seed " + seed);
        });
    }

    /** Chosen sites, the others, and unknown sites add up to all events, even if some were lost. */
    static void assertCountsAddUp(Recording recording, long seed) throws IOException {
        Predicate<Site> some = site -> some(seed).test(key(site));
        Map<String, Churn> one = churns(recording, List.of(Question.END), some);
        Map<String, Churn> other = churns(recording, List.of(Question.END), some.negate());
        for (Timeline timeline : Replay.run(recording, Question.everything()).profiles()) {
            Churn whole = timeline.churn();
            Churn a = one.get(timeline.profile());
            Churn b = other.get(timeline.profile());
            assertEquals(
                    List.of(whole.added(), whole.removed() + whole.collected()),
                    List.of(
                            a.added() + b.added(),
                            a.removed() + a.collected() + b.removed() + b.collected() + a.siteless()),
                    timeline.profile() + " with seed " + seed);
            assertEquals(a.siteless(), b.siteless());
            assertTrue(whole.orphans() <= a.siteless(), whole.orphans() + " orphans, and without site " + a.siteless());
            assertEquals(whole.orphans(), a.orphans());
        }
    }

    /** As {@link #assertCountsAddUp}; and what came and went of some sites explains what is live of them, at most at the peak. */
    static void assertPartsAddUp(Recording recording, List<Long> instants, long seed) throws IOException {
        assertCountsAddUp(recording, seed);
        Predicate<Site> some = site -> some(seed).test(key(site));
        Map<String, Churn> one = churns(recording, List.of(Question.END), some);
        for (Map.Entry<String, Churn> chosen : one.entrySet()) {
            Peak peak = chosen.getValue().peak();
            LiveSet reached = Replay.run(recording, Question.liveSet(chosen.getKey(), peak.atNanos()))
                    .profile(chosen.getKey())
                    .orElseThrow()
                    .at(0);
            assertEquals(peak.count(), reached.where(some).count(), chosen.getKey() + " " + peak);
        }
        Question question = Question.everything().at(instants);
        History parts = Replay.run(recording, question.where(some).withChurn());
        for (Timeline all : Replay.run(recording, question).profiles()) {
            Timeline timeline = parts.profile(all.profile()).orElseThrow();
            assertEquals(all.where(some).sites(), timeline.sites());
            for (int i = 1; i < timeline.instants().size(); i++) {
                if (timeline.span().contains(timeline.instants().get(i - 1))) {
                    assertExplains(timeline, i);
                }
                assertTrue(timeline.counts()[i] <= one.get(all.profile()).peak().count());
            }
            assertMapped(all);
        }
    }

    private static void assertExplains(Timeline timeline, int i) {
        Timeline.Interval interval = timeline.churn().intervals().get(i);
        assertEquals(
                timeline.at(i).count() - timeline.at(i - 1).count(),
                interval.added() - interval.removed(),
                timeline.profile() + " up to " + timeline.instants().get(i));
    }

    /** A part of the instants gives what asking about that part gives. */
    static void assertThinned(Recording recording, List<Long> instants) throws IOException {
        Question question = Question.everything().withTurnover();
        for (Timeline all : Replay.run(recording, question.at(instants)).profiles()) {
            Timeline thinned = all.thinned(Math.max(1, instants.size() / 2));
            Timeline asked = Replay.run(recording, question.about(all.profile()).at(thinned.instants()))
                    .profiles()
                    .get(0);
            assertEquals(asked.churn(), thinned.churn());
            for (int i = 0; i < thinned.instants().size(); i++) {
                assertEquals(asked.at(i), thinned.at(i));
            }
            assertEquals(all, all.thinned(instants.size()));
            assertEquals(addedByLeaf(all), addedByLeaf(all.map(TimelineChecks::leaf)));
            assertEquals(
                    addedByLeaf(all).size(),
                    all.map(TimelineChecks::leaf).churn().sites().size());
        }
    }

    private static Site leaf(Site site) {
        return new Site(site.frames().subList(0, 1), null, site.objectClass(), null);
    }

    private static Map<Site, Long> addedByLeaf(Timeline timeline) {
        Map<Site, Long> added = new TreeMap<>();
        timeline.churn().sites().forEach(site -> added.merge(leaf(site.site()), site.added(), Long::sum));
        return added;
    }

    /** What becomes one site is added up. */
    private static void assertMapped(Timeline timeline) {
        UnaryOperator<Site> leaf = TimelineChecks::leaf;
        Timeline mapped = timeline.map(leaf);
        for (int i = 0; i < timeline.instants().size(); i++) {
            Map<Site, List<Long>> expected = new TreeMap<>();
            timeline.at(i)
                    .sites()
                    .forEach(site -> expected.merge(
                            leaf.apply(site.site()),
                            values(site),
                            (a, b) -> List.of(a.get(0) + b.get(0), a.get(1) + b.get(1), a.get(2) + b.get(2))));
            Map<Site, List<Long>> actual = new TreeMap<>();
            mapped.at(i).sites().forEach(site -> actual.put(site.site(), values(site)));
            assertEquals(expected, actual);
            assertEquals(timeline.at(i).count(), timeline.counts()[i]);
            assertEquals(timeline.counts()[i], mapped.counts()[i]);
            assertEquals(timeline.weights()[i], mapped.weights()[i]);
        }
    }

    private static List<Long> values(LiveSite site) {
        return List.of(site.count(), site.weight(), site.ageNanos());
    }

    /** About half of the sites. */
    private static Predicate<String> some(long seed) {
        return key -> new Random(seed * 31 + key.hashCode()).nextBoolean();
    }

    private static String key(Site site) {
        return Books.key("", Answers.stack(site), site.label(), site.objectClass())
                .substring(1);
    }

    /** Where both begin with the same snapshot, the ages are the same to the nanosecond. */
    static List<Timeline> assertSameAsOneByOne(
            Recording recording, List<Long> instants, AgeRange ages, Question.From from) throws IOException {
        boolean sameBase = from == Question.From.FIRST_SNAPSHOT;
        Question question = question(null, instants, ages, from);
        History timelines = Replay.run(recording, question);
        List<Long> ascending = List.copyOf(new TreeSet<>(instants));
        for (Timeline timeline : timelines.profiles()) {
            assertEquals(ascending.size(), timeline.instants().size());
            assertEquals(ages.equals(AgeRange.ALL), timeline.churn().isKnown());
            if (timeline.churn().isKnown()) {
                assertEquals(ascending.size(), timeline.churn().intervals().size());
            }
            for (int i = 0; i < ascending.size(); i++) {
                Question alone = question(timeline.profile(), List.of(ascending.get(i)), ages, from);
                Optional<Timeline> expected = Replay.run(recording, alone).profile(timeline.profile());
                if (expected.isPresent()
                        && expected.get().span().contains(timeline.instants().get(i))) {
                    String where = timeline.profile() + " at " + ascending.get(i) + " of " + ascending;
                    assertSame(expected.get().at(0), timeline.at(i), sameBase, where);
                }
            }
        }
        return timelines.profiles();
    }

    private static Question question(String profile, List<Long> instants, AgeRange ages, Question.From from) {
        boolean wholeHistory = from == Question.From.FIRST_SNAPSHOT;
        return new Question(
                profile, instants, Question.ALL_SITES, false, false, wholeHistory, false, false, false, ages, from);
    }

    private static void assertSame(LiveSet expected, LiveSet actual, boolean withAges, String where) {
        assertEquals(expected.atNanos(), actual.atNanos(), where);
        assertEquals(expected.unit(), actual.unit(), where);
        assertEquals(sums(expected, withAges), sums(actual, withAges), where);
    }

    /** By site, as far as JFR and the recorder both know its stack: which of the two is known depends on what is read. */
    private static Map<String, List<Long>> sums(LiveSet live, boolean withAges) {
        Map<String, List<Long>> sums = new TreeMap<>();
        for (LiveSite site : live.sites()) {
            String key = Answers.stack(site.site())
                    + site.site().label()
                    + site.site().objectClass();
            List<Long> values = List.of(site.count(), site.weight(), withAges ? site.ageNanos() : 0);
            sums.merge(key, values, (a, b) -> List.of(a.get(0) + b.get(0), a.get(1) + b.get(1), a.get(2) + b.get(2)));
        }
        return sums;
    }
}
