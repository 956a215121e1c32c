package dev.customprofiles.replay;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.customprofiles.live.AgeRange;
import dev.customprofiles.live.History;
import dev.customprofiles.live.LiveSet;
import dev.customprofiles.live.LiveSite;
import dev.customprofiles.live.Question;
import dev.customprofiles.live.SiteTurnover;
import dev.customprofiles.live.Timeline;
import dev.customprofiles.live.Unpaired;
import dev.customprofiles.pair.EventPair;
import dev.customprofiles.pair.PairReplay;
import dev.customprofiles.pair.UnknownPairException;
import dev.customprofiles.reader.Recording;
import dev.customprofiles.replay.MadePairs.Happening;
import dev.customprofiles.replay.MadePairs.Key;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Recordings of pairs that are made up at random, against the definition of what is live. */
class PairHistoriesTest {

    private static final int SEEDS = Boolean.getBoolean("stress") ? 500 : 8;
    private static final long LATE = 1_900_000_000L;

    @TempDir
    Path folder;

    /** The definition, event by event in the order of time. */
    private static final class Naive {
        final Map<String, Long> live = new TreeMap<>();

        /** By site how long what was opened there stayed open; -1 for what is open at the instant or was opened again. */
        final Map<String, Long> lifetimes = new TreeMap<>();

        long opened;
        long closed;
        long opens;
        long closes;
        long ages;

        Naive(MadePairs pairs, long atNanos) {
            Map<Integer, Happening> open = new HashMap<>();
            List<Happening> inOrder = new ArrayList<>(pairs.happenings);
            inOrder.sort(Comparator.comparingLong(Happening::ticks));
            for (Happening event : inOrder) {
                if (event.nanos() > atNanos) {
                    continue;
                }
                if (event.id() != 0) {
                    opened++;
                    opens += open.put(event.key(), event) == null ? 0 : 1;
                    lifetimes.put(Long.toString(event.id()), -1L);
                } else {
                    closed++;
                    Happening before = open.remove(event.key());
                    closes += before == null ? 1 : 0;
                    if (before != null) {
                        lifetimes.put(Long.toString(before.id()), event.nanos() - before.nanos());
                    }
                }
            }
            open.values().forEach(event -> {
                live.put(Long.toString(event.id()), event.id() * 10);
                ages += atNanos - event.nanos();
            });
        }
    }

    private static Map<String, Long> live(Timeline history) {
        Map<String, Long> live = new TreeMap<>();
        for (LiveSite site : history.at(0).sites()) {
            assertEquals(1, site.count());
            live.put(site.site().label(), site.weight());
        }
        return live;
    }

    private static Timeline ask(Recording recording, EventPair pair, long atNanos) throws Exception {
        return PairReplay.run(recording, pair, Question.liveSet(null, atNanos))
                .profiles()
                .get(0);
    }

    private static TreeSet<Long> instants(MadePairs pairs, Random random) {
        TreeSet<Long> instants = new TreeSet<>(List.of(pairs.startNanos, pairs.endNanos));
        for (Happening event : pairs.happenings) {
            if (random.nextInt(12) == 0) {
                instants.addAll(List.of(event.nanos() - 1, event.nanos(), event.nanos() + 1));
            }
        }
        instants.removeIf(at -> at < pairs.startNanos);
        return instants;
    }

    /** Every instant in one pass. */
    private static void assertSameTogether(Recording recording, MadePairs pairs, Key kind, TreeSet<Long> instants)
            throws Exception {
        Timeline timeline = PairReplay.run(
                        recording,
                        MadePairs.pair(kind),
                        Question.liveSet(null, 0).at(List.copyOf(instants)).withTurnover())
                .profiles()
                .get(0);
        long opened = 0;
        long closed = 0;
        int index = 0;
        for (long at : instants) {
            Naive naive = new Naive(pairs, at);
            Map<String, Long> live = new TreeMap<>();
            timeline.at(index).sites().forEach(site -> live.put(site.site().label(), site.weight()));
            assertEquals(naive.live, live, kind + " at " + at + " of " + instants);
            opened += timeline.churn().intervals().get(index).added();
            closed += timeline.churn().intervals().get(index).removed();
            assertEquals(naive.opened, opened, kind + " at " + at);
            assertEquals(naive.closed, closed, kind + " at " + at);
            index++;
        }
        Map<String, Long> lifetimes = new TreeMap<>();
        for (SiteTurnover site : timeline.churn().sites()) {
            assertEquals(1, site.added());
            assertEquals(site.removed(), site.lifetimes().count());
            lifetimes.put(
                    site.site().label(),
                    site.removed() == 0 ? -1 : site.lifetimes().oldestNanos());
        }
        assertEquals(new Naive(pairs, instants.last()).lifetimes, lifetimes);
    }

    @ParameterizedTest
    @EnumSource
    void keysThatAreUsedAgainAreToldApartByTimeWhereverTheEventsStand(Key kind) throws Exception {
        long live = 0;
        long unpaired = 0;
        for (int seed = 0; seed < SEEDS; seed++) {
            Random random = new Random(seed * 31L + kind.ordinal());
            MadePairs pairs = new MadePairs(random, kind, 1 + random.nextInt(3), LATE, 0);
            Path file = folder.resolve(kind + "" + seed + ".jfr");
            pairs.write(file);
            try (Recording recording = Recording.open(List.of(file))) {
                TreeSet<Long> instants = instants(pairs, random);
                assertSameTogether(recording, pairs, kind, instants);
                for (long at : instants) {
                    Naive naive = new Naive(pairs, at);
                    History history = PairReplay.run(recording, MadePairs.pair(kind), Question.liveSet(null, at));
                    Timeline profile = history.profiles().get(0);
                    String where = kind + " seed " + seed + " at " + at;
                    assertEquals(naive.live, live(profile), where);
                    assertEquals(
                            new Unpaired(naive.opens, naive.closes, 0),
                            history.losses().unpaired(),
                            where);
                    assertEquals(naive.opened, profile.churn().added(), where);
                    assertEquals(naive.closed, profile.churn().removed(), where);
                    assertEquals(naive.closes, profile.churn().orphans(), where);
                    assertEquals("bytes", profile.at(0).unit());
                    assertEquals(
                            naive.ages,
                            profile.at(0).sites().stream()
                                    .mapToLong(LiveSite::ageNanos)
                                    .sum(),
                            where);
                    live += naive.live.size();
                    unpaired += naive.opens * naive.closes;
                }
            }
        }
        assertTrue(live > 100 && unpaired > 100, live + " live, " + unpaired + " unpaired");
    }

    @Test
    void closingsMayLastLongerThanAnyChunk() throws Exception {
        for (int seed = 0; seed < SEEDS; seed++) {
            Random random = new Random(seed);
            MadePairs pairs = new MadePairs(random, Key.LONG, 1, 15_000_000_000L, 0);
            Path file = folder.resolve(seed + ".jfr");
            pairs.write(file);
            try (Recording recording = Recording.open(List.of(file))) {
                for (long at : instants(pairs, random)) {
                    assertEquals(
                            new Naive(pairs, at).live,
                            live(ask(recording, MadePairs.pair(Key.LONG), at)),
                            seed + " at " + at);
                }
            }
        }
    }

    @Test
    void aWallClockThatIsSetDoesNotChangeWhatComesAfterWhat() throws Exception {
        for (int seed = 0; seed < SEEDS; seed++) {
            Random random = new Random(seed);
            MadePairs pairs = new MadePairs(random, Key.STRING, 1, LATE / 2, 900_000_000L);
            Path file = folder.resolve(seed + ".jfr");
            pairs.write(file);
            try (Recording recording = Recording.open(List.of(file))) {
                Naive naive = new Naive(pairs, Question.END);
                History history =
                        PairReplay.run(recording, MadePairs.pair(Key.STRING), Question.liveSet(null, Question.END));
                assertEquals(naive.live, live(history.profiles().get(0)), "seed " + seed);
                assertEquals(
                        new Unpaired(naive.opens, naive.closes, 0),
                        history.losses().unpaired(),
                        "seed " + seed);
            }
        }
    }

    @Test
    void theKeysOfTwoJvmsAreNotTheSame() throws Exception {
        for (int seed = 0; seed < SEEDS; seed++) {
            Random random = new Random(seed);
            List<Path> files = new ArrayList<>();
            Map<String, Long> expected = new TreeMap<>();
            for (int jvm = 1; jvm <= 2; jvm++) {
                MadePairs pairs = new MadePairs(random, Key.THREAD, jvm, LATE, 0);
                Path file = folder.resolve(seed + "of" + jvm + ".jfr");
                pairs.write(file);
                files.add(file);
                new Naive(pairs, Question.END).live.forEach((id, weight) -> expected.merge(id, weight, Long::sum));
            }
            try (Recording recording = Recording.open(files)) {
                Map<String, Long> live = new TreeMap<>();
                ask(recording, MadePairs.pair(Key.THREAD), Question.END)
                        .at(0)
                        .sites()
                        .forEach(site -> live.put(site.site().label(), site.weight()));
                assertEquals(expected, live, "seed " + seed);
            }
        }
    }

    @Test
    void agesChooseAmongWhatIsOpen() throws IOException, UnknownPairException {
        Random random = new Random(11);
        MadePairs pairs = new MadePairs(random, Key.LONG, 1, LATE, 0);
        Path file = folder.resolve("ages.jfr");
        pairs.write(file);
        try (Recording recording = Recording.open(List.of(file))) {
            long at = pairs.endNanos;
            Question question = Question.liveSet("named", at);
            Timeline all = PairReplay.run(recording, MadePairs.pair(Key.LONG), question)
                    .profiles()
                    .get(0);
            assertEquals("named", all.at(0).profile());
            assertTrue(all.at(0).count() > 1);
            long middle = all.at(0).sites().get(0).ageNanos();
            LiveSet old = PairReplay.run(
                            recording, MadePairs.pair(Key.LONG), question.ofAge(new AgeRange(middle, Long.MAX_VALUE)))
                    .profiles()
                    .get(0)
                    .at(0);
            LiveSet young = PairReplay.run(
                            recording,
                            MadePairs.pair(Key.LONG),
                            question.ofAge(new AgeRange(Long.MIN_VALUE, middle - 1)))
                    .profiles()
                    .get(0)
                    .at(0);
            assertEquals(all.at(0).count(), old.count() + young.count());
            assertTrue(old.sites().stream().allMatch(site -> site.ageNanos() >= middle));
            assertTrue(young.sites().stream().allMatch(site -> site.ageNanos() < middle));
        }
    }
}
