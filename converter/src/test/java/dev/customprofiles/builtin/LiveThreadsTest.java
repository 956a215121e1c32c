package dev.customprofiles.builtin;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.customprofiles.ChildJvm;
import dev.customprofiles.profile.StackProfile;
import dev.customprofiles.profile.StackSample;
import dev.customprofiles.reader.Recording;
import java.nio.file.Path;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import jdk.jfr.consumer.RecordedEvent;
import jdk.jfr.consumer.RecordingFile;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Which threads are alive at an instant, against the definition: from a start of an id to its next end. */
class LiveThreadsTest {

    private static final int SEEDS = Boolean.getBoolean("stress") ? 1_000 : 40;
    private static final Pattern LISTED = Pattern.compile("(?m)^\"(.*)\" #(\\d+) ");

    @TempDir
    static Path folder;

    private static StackProfile ask(Recording recording, long atNanos) throws Exception {
        return BuiltinAnswer.of(recording, BuiltinProfile.GOROUTINE, TimeRange.upTo(atNanos), true)
                .orElseThrow()
                .profile();
    }

    private static String thread(StackSample sample) {
        return sample.label("thread").orElseThrow().text();
    }

    private static TreeSet<String> threads(StackProfile profile) {
        assertTrue(profile.samples().stream().allMatch(sample -> sample.values().get(0) == 1));
        return profile.samples().stream().map(LiveThreadsTest::thread).collect(Collectors.toCollection(TreeSet::new));
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 6})
    void anIdMayHaveSeveralLivesAndDumpsShowThemInexactly(int dumps) throws Exception {
        int alive = 0;
        for (int seed = 0; seed < SEEDS; seed++) {
            MadeThreads made = new MadeThreads(new Random(seed), dumps);
            Path file = folder.resolve(dumps + "of" + seed + ".jfr");
            made.write(file);
            try (Recording recording = Recording.open(List.of(file))) {
                for (long at : made.instants()) {
                    TreeSet<String> expected = made.alive(at);
                    assertEquals(expected, threads(ask(recording, at)), "seed " + seed + " at " + at + made);
                    alive += expected.size();
                }
            }
        }
        assertTrue(alive > SEEDS * MadeThreads.IDS, () -> "too little is alive");
    }

    /** The lives of an id, by the JDK's reader. */
    private static final class Lives {
        final TreeMap<Instant, Boolean> changes = new TreeMap<>();

        boolean isAlive(Instant at) {
            return changes.floorEntry(at) == null
                    ? changes.isEmpty() || !changes.firstEntry().getValue()
                    : changes.floorEntry(at).getValue();
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"everyChunk", "20 ms"})
    void threadsThatEndAfterADumpAreNotAlive(String period) throws Exception {
        for (Path home : ChildJvm.homes()) {
            Path file = folder.resolve(period + home.getFileName() + ".jfr");
            ThreadsProgram.record(home, file, period);
            List<RecordedEvent> events = RecordingFile.readAllEvents(file);
            TreeMap<Long, Lives> lives = lives(events);
            Instant dumped = events.stream()
                    .filter(event -> event.getEventType().getName().equals("jdk.ThreadDump"))
                    .map(RecordedEvent::getStartTime)
                    .min(Instant::compareTo)
                    .orElseThrow();
            TreeSet<Integer> counts = new TreeSet<>();
            try (Recording recording = Recording.open(List.of(file))) {
                for (Instant at : gaps(events, dumped)) {
                    StackProfile profile = ask(recording, ChronoUnit.NANOS.between(Instant.EPOCH, at));
                    long expected = lives.values().stream()
                            .filter(life -> life.isAlive(at))
                            .count();
                    assertEquals(expected, profile.total(), () -> home + " at " + at + ": " + threads(profile));
                    counts.add((int) profile.samples().stream()
                            .filter(sample -> thread(sample).matches("(old|first|second|third)-\\d+"))
                            .count());
                }
            }
            assertTrue(counts.containsAll(List.of(4 * ThreadsProgram.BATCH, ThreadsProgram.BATCH)), counts::toString);
        }
    }

    /** By id: starts and ends, and nothing for a thread that only a dump lists. */
    private static TreeMap<Long, Lives> lives(List<RecordedEvent> events) {
        TreeMap<Long, Lives> lives = new TreeMap<>();
        for (RecordedEvent event : events) {
            String name = event.getEventType().getName();
            if (name.equals("jdk.ThreadDump")) {
                Matcher listed = LISTED.matcher(event.getString("result"));
                while (listed.find()) {
                    lives.computeIfAbsent(Long.parseLong(listed.group(2)), id -> new Lives());
                }
            } else if (name.startsWith("jdk.Thread")
                    && event.getThread("thread").getJavaThreadId() > 0) {
                lives.computeIfAbsent(event.getThread("thread").getJavaThreadId(), id -> new Lives())
                        .changes
                        .put(event.getStartTime(), name.equals("jdk.ThreadStart"));
            }
        }
        return lives;
    }

    /** Instants at which nothing happens, so that the rounding of ticks does not matter. */
    private static List<Instant> gaps(List<RecordedEvent> events, Instant after) {
        List<Instant> times = events.stream()
                .filter(event -> event.getEventType().getName().startsWith("jdk.Thread"))
                .map(RecordedEvent::getStartTime)
                .filter(time -> !time.isBefore(after))
                .sorted()
                .toList();
        List<Instant> gaps = new ArrayList<>();
        for (int i = 0; i + 1 < times.size(); i++) {
            long gap = ChronoUnit.NANOS.between(times.get(i), times.get(i + 1));
            if (gap > 5_000) {
                gaps.add(times.get(i).plusNanos(gap / 2));
            }
        }
        gaps.add(times.get(times.size() - 1).plusNanos(5_000));
        return gaps;
    }
}
