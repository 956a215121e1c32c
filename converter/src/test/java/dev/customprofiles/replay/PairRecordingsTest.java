package dev.customprofiles.replay;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.customprofiles.Corpus;
import dev.customprofiles.live.History;
import dev.customprofiles.live.LiveSet;
import dev.customprofiles.live.LiveSite;
import dev.customprofiles.live.Question;
import dev.customprofiles.live.Timeline;
import dev.customprofiles.live.Unpaired;
import dev.customprofiles.pair.EventPair;
import dev.customprofiles.pair.PairReplay;
import dev.customprofiles.pair.UnknownPairException;
import dev.customprofiles.reader.Recording;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.zip.GZIPInputStream;
import jdk.jfr.consumer.RecordedClass;
import jdk.jfr.consumer.RecordedEvent;
import jdk.jfr.consumer.RecordedObject;
import jdk.jfr.consumer.RecordedThread;
import jdk.jfr.consumer.RecordingFile;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Pairs of events as JVMs and async-profiler write them, against the program's books and the JDK's reader. */
class PairRecordingsTest {

    private static final Map<String, EventPair> PAIRS = Map.of(
            "numbers", new EventPair("pairs.NumberOpened", "pairs.NumberClosed", "descriptor", "size", "owner"),
            "names", new EventPair("pairs.NameTaken", "pairs.NameGiven", "name", "given", "lease", "owner"),
            "classes", new EventPair("pairs.ClassLocked", "pairs.ClassUnlocked", "type", "cost", "type"),
            "threads", new EventPair("jdk.ThreadStart", "jdk.ThreadEnd", "thread", null, "thread"));

    /** What the JDK's reader has of an event. */
    private record Event(long nanos, Object key, boolean opens, long weight) {}

    @TempDir
    static Path folder;

    private static Path file;
    private static List<String> books;

    @BeforeAll
    static void record() throws Exception {
        file = folder.resolve("pairs.jfr");
        books = PairProgram.record(file, 1, 6);
    }

    private static History ask(Recording recording, EventPair pair, long atNanos) throws Exception {
        return PairReplay.run(recording, pair, Question.liveSet(null, atNanos));
    }

    private static Map<String, String> byLabel(LiveSet live) {
        Map<String, long[]> sums = new TreeMap<>();
        for (LiveSite site : live.sites()) {
            long[] sum = sums.computeIfAbsent(site.site().label(), absent -> new long[2]);
            sum[0] += site.count();
            sum[1] += site.weight();
        }
        Map<String, String> texts = new TreeMap<>();
        sums.forEach((label, sum) -> texts.put(label, sum[0] + ":" + sum[1]));
        return texts;
    }

    @Test
    void theLiveSetsAreThoseOfTheProgramsBooks() throws Exception {
        int[] compared = new int[1];
        try (Recording recording = Recording.open(List.of(file))) {
            assertTrue(recording.chunks().size() >= 6, recording.chunks().toString());
            for (String line : books) {
                String[] parts = line.split("\t");
                Map<String, String> expected = new TreeMap<>();
                Arrays.stream(parts).skip(2).map(part -> part.split("=")).forEach(of -> expected.put(of[0], of[1]));
                long at = Answers.nanos(Instant.parse(parts[0]));
                History history = ask(recording, PAIRS.get(parts[1]), at);
                Map<String, String> actual = byLabel(history.profiles().get(0).at(0));
                if (parts[1].equals("threads")) {
                    actual.keySet().removeIf(label -> !label.startsWith("kept"));
                } else {
                    assertEquals(Unpaired.NONE, history.losses().unpaired(), line);
                }
                assertEquals(expected, actual, line);
                compared[0] += expected.size();
            }
        }
        assertTrue(compared[0] > 40, "labels: " + compared[0]);
    }

    @Test
    void unitsAreThoseOfTheFields() throws Exception {
        try (Recording recording = Recording.open(List.of(file))) {
            Map<String, String> units = new HashMap<>();
            for (String pair : PAIRS.keySet()) {
                units.put(
                        pair,
                        ask(recording, PAIRS.get(pair), Question.END)
                                .profiles()
                                .get(0)
                                .at(0)
                                .unit());
            }
            Map<String, String> expected =
                    new HashMap<>(Map.of("numbers", "bytes", "names", "nanoseconds", "classes", "count"));
            expected.put("threads", null);
            assertEquals(expected, units);
        }
    }

    @Test
    void theStackIsThatOfTheOpening() throws Exception {
        try (Recording recording = Recording.open(List.of(file))) {
            LiveSet live = ask(recording, PAIRS.get("classes"), Question.END)
                    .profiles()
                    .get(0)
                    .at(0);
            assertTrue(live.count() > 0);
            for (LiveSite site : live.sites()) {
                assertEquals(
                        PairProgram.class.getName() + ".type",
                        site.site().frames().get(0).function());
            }
        }
    }

    @Test
    void anEventThatNobodyCommittedIsNoMistake() throws Exception {
        try (Recording recording = Recording.open(List.of(file))) {
            EventPair pair = new EventPair("pairs.Never", "pairs.NumberClosed", "descriptor", null, null);
            History history = ask(recording, pair, Question.END);
            Timeline never = history.profiles().get(0);
            assertEquals(0, never.at(0).count());
            assertEquals(0, never.churn().added());
            assertTrue(never.churn().removed() > 50);
            assertEquals(
                    new Unpaired(0, never.churn().removed(), 0),
                    history.losses().unpaired());
            assertTrue(history.losses().incomplete());
            assertEquals(recording.startNanos(), never.span().startNanos());
        }
    }

    @Test
    void aKeyMayBeInsideOfWhatAFieldRefersTo() throws Exception {
        try (Recording recording = Recording.open(List.of(file))) {
            for (String key : List.of("thread.javaThreadId", "thread.osThreadId")) {
                EventPair inside = new EventPair("jdk.ThreadStart", "jdk.ThreadEnd", key, null, "thread.javaName");
                for (String line : books) {
                    long at = Answers.nanos(Instant.parse(line.split("\t")[0]));
                    assertEquals(
                            byLabel(ask(recording, PAIRS.get("threads"), at)
                                    .profiles()
                                    .get(0)
                                    .at(0)),
                            byLabel(ask(recording, inside, at).profiles().get(0).at(0)),
                            key + " at " + at);
                }
            }
            EventPair group = new EventPair("jdk.ThreadStart", "jdk.ThreadEnd", "thread.group.name", null, null);
            assertTrue(ask(recording, group, Question.END).losses().unpaired().opens() > 0);
            EventPair none = new EventPair("jdk.ThreadStart", "jdk.ThreadEnd", "thread.group.nam", null, null);
            assertThrows(UnknownPairException.class, () -> ask(recording, none, Question.END));
        }
    }

    @Test
    void eventsWithoutAKeyAreNotCounted() throws Exception {
        try (Recording recording = Recording.open(List.of(file))) {
            // The group of all groups has no parent, so what follows is for no thread there.
            String nowhere = "thread.group.parent.parent.name";
            EventPair pair = new EventPair("jdk.ThreadStart", "jdk.ThreadEnd", nowhere, null, null);
            History history = ask(recording, pair, Question.END);
            assertEquals(0, history.profiles().get(0).at(0).count());
            assertTrue(history.losses().unpaired().keyless() > 40);
            assertEquals(
                    List.of("none of the events has a key that can be read"),
                    history.losses().damage());
        }
    }

    @Test
    void atAnyInstantItIsWhatTheJdksReaderFinds() throws Exception {
        assertAgrees(file, PAIRS.get("numbers"), 8);
        assertAgrees(file, PAIRS.get("names"), 8);
        assertAgrees(file, PAIRS.get("classes"), 8);
        assertAgrees(file, PAIRS.get("threads"), 8);
    }

    @Test
    void nativeMemoryIsWhatTheJdksReaderFinds() throws Exception {
        Path unzipped = folder.resolve("nativemem.jfr");
        try (GZIPInputStream in = new GZIPInputStream(Files.newInputStream(Corpus.file("nativemem.jfr.gz")))) {
            Files.write(unzipped, in.readAllBytes());
        }
        EventPair pair = new EventPair("profiler.Malloc", "profiler.Free", "address", "size", null);
        assertAgrees(unzipped, pair, 8);
        try (Recording recording = Recording.open(List.of(unzipped))) {
            Timeline history = ask(recording, pair, Question.END).profiles().get(0);
            assertEquals(57, history.churn().added());
            assertEquals(28, history.churn().removed());
            assertEquals(32, history.at(0).count());
            assertEquals(3, history.churn().orphans());
        }
    }

    /** Compares the counts and the weights between events, as far from them as clocks are rounded. */
    private static void assertAgrees(Path path, EventPair pair, int instants) throws Exception {
        List<Event> events = new ArrayList<>();
        for (RecordedEvent event : RecordingFile.readAllEvents(path)) {
            String name = event.getEventType().getName();
            if (name.equals(pair.open())) {
                long weight = pair.weight() == null ? 0 : weight(event, pair.weight());
                events.add(new Event(Answers.nanos(event.getEndTime()), key(event, pair.key()), true, weight));
            } else if (name.equals(pair.close())) {
                events.add(new Event(Answers.nanos(event.getStartTime()), key(event, pair.closeKey()), false, 0));
            }
        }
        events.sort(Comparator.comparingLong(Event::nanos));
        TreeSet<Long> times = new TreeSet<>();
        for (int i = 1; i < events.size(); i++) {
            if (events.get(i).nanos - events.get(i - 1).nanos > 1_000) {
                times.add(events.get(i).nanos - 500);
            }
        }
        List<Long> between = new ArrayList<>(times);
        long found = 0;
        try (Recording recording = Recording.open(List.of(path))) {
            for (int i = 0; i < Math.min(instants, between.size()); i++) {
                long at = between.get(i * between.size() / Math.min(instants, between.size()));
                Map<Object, Event> open = new HashMap<>();
                for (Event event : events) {
                    if (event.nanos <= at && event.opens) {
                        open.put(event.key, event);
                    } else if (event.nanos <= at) {
                        open.remove(event.key);
                    }
                }
                LiveSet live = ask(recording, pair, at).profiles().get(0).at(0);
                assertEquals(open.size(), live.count(), pair + " at " + at);
                assertEquals(open.values().stream().mapToLong(Event::weight).sum(), live.weight(), pair + " at " + at);
                found += open.size();
            }
        }
        assertTrue(found > 0, pair + " was never open");
    }

    private static Object key(RecordedObject event, String field) {
        Object value = event.getValue(field);
        if (value instanceof RecordedThread thread) {
            return thread.getJavaThreadId() > 0 ? thread.getJavaThreadId() : "os " + thread.getOSThreadId();
        }
        return value instanceof RecordedClass type ? type.getName() : value;
    }

    private static long weight(RecordedEvent event, String field) throws IOException {
        return switch (field) {
            case "lease" -> event.getDuration(field).toNanos();
            case "cost" -> Math.round(event.getDouble(field));
            default -> event.getLong(field);
        };
    }
}
