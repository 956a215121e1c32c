package dev.customprofiles.builtin;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.customprofiles.ChildJvm;
import dev.customprofiles.Corpus;
import dev.customprofiles.builtin.Workload.Told;
import dev.customprofiles.live.Frame;
import dev.customprofiles.profile.SampleLabel;
import dev.customprofiles.profile.Shaping;
import dev.customprofiles.profile.StackProfile;
import dev.customprofiles.profile.StackSample;
import dev.customprofiles.query.Input;
import dev.customprofiles.query.Query;
import dev.customprofiles.query.RecordingFiles;
import dev.customprofiles.reader.Recording;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Predicate;
import jdk.jfr.Event;
import jdk.jfr.Name;
import jdk.jfr.StackTrace;
import jdk.jfr.Timestamp;
import jdk.jfr.consumer.RecordedEvent;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The builtin profiles of a JVM's recording, and of other people's, stack by stack beside what the JDK's reader says. */
class BuiltinProfilesTest {

    private static final List<BuiltinProfile> ACCUMULATING = List.of(
            BuiltinProfile.PROFILE,
            BuiltinProfile.ALLOCS,
            BuiltinProfile.BLOCK,
            BuiltinProfile.MUTEX,
            BuiltinProfile.THREADCREATE);

    @TempDir
    private static Path folder;

    private static Path plain;
    private static Path rich;
    private static Path newest;
    private static List<Told> toldPlain;
    private static List<Told> toldRich;
    private static List<Told> toldNewest;

    @BeforeAll
    static void record() throws Exception {
        plain = folder.resolve("plain.jfr");
        rich = folder.resolve("rich.jfr");
        toldPlain = Workload.record(plain);
        toldRich = Workload.record(rich, "tlab", "dump", "network");
        newest = folder.resolve("newest.jfr");
        toldNewest = Workload.record(ChildJvm.newestHome(), newest, "newer", "network");
    }

    private static Optional<BuiltinAnswer> answer(Path file, BuiltinProfile profile, TimeRange range, boolean byThread)
            throws IOException {
        try (Recording recording = Recording.open(List.of(file))) {
            return BuiltinAnswer.of(recording, profile, range, byThread);
        }
    }

    private static StackProfile profile(Path file, BuiltinProfile profile, TimeRange range) throws IOException {
        return answer(file, profile, range, false).orElseThrow().profile();
    }

    private static Map<List<Frame>, long[]> sums(StackProfile profile) {
        Map<List<Frame>, long[]> sums =
                new TreeMap<>((one, other) -> one.toString().compareTo(other.toString()));
        for (StackSample sample : profile.samples()) {
            long[] sum = sums.computeIfAbsent(sample.frames(), absent -> new long[2]);
            for (int i = 0; i < sample.values().size(); i++) {
                sum[i] += sample.values().get(i);
            }
        }
        return sums;
    }

    /** Counts are equal; values up to the rounding of ticks, a nanosecond for each. */
    private static void assertSame(Map<List<Frame>, long[]> expected, StackProfile profile) {
        Map<List<Frame>, long[]> actual = sums(profile);
        assertEquals(new ArrayList<>(expected.keySet()), new ArrayList<>(actual.keySet()));
        expected.forEach((stack, sum) -> {
            assertEquals(sum[0], actual.get(stack)[0], () -> "count of " + stack);
            if (profile.types().size() > 1) {
                double slack = sum[0] + sum[1] / 1e6;
                assertEquals(sum[1], actual.get(stack)[1], slack, () -> "value of " + stack);
            }
        });
    }

    @ParameterizedTest
    @EnumSource(
            value = BuiltinProfile.class,
            names = {"PROFILE", "ALLOCS", "BLOCK", "MUTEX", "THREADCREATE"})
    void aJvmsRecordingGivesWhatTheJdksReaderGives(BuiltinProfile builtin) throws Exception {
        for (Path file : List.of(plain, rich, newest)) {
            StackProfile profile = profile(file, builtin, TimeRange.ALL);
            assertFalse(profile.samples().isEmpty());
            assertSame(new NaiveProfiles(file).sums(builtin, time -> true), profile);
        }
    }

    @ParameterizedTest
    @CsvSource({
        "jdk21.jfr, PROFILE, 11",
        "jdk21.jfr, BLOCK, 135",
        "jdk21.jfr, MUTEX, 1",
        "jdk21.jfr, ALLOCS, 255",
        "jdk21.jfr, THREADCREATE, 2",
        "flight.jfr, PROFILE, 49",
        "flight.jfr, ALLOCS, 363",
        "flight.jfr, BLOCK, 186",
        "flight.jfr, THREADCREATE, 11"
    })
    void otherPeoplesRecordingsGiveWhatTheJdksReaderGives(String file, BuiltinProfile builtin, long count)
            throws Exception {
        Path path = Corpus.file(file);
        StackProfile profile = profile(path, builtin, TimeRange.ALL);
        assertEquals(
                count,
                profile.samples().stream()
                        .mapToLong(sample -> sample.values().get(0))
                        .sum());
        assertSame(new NaiveProfiles(path).sums(builtin, time -> true), profile);
    }

    /** Ranges that follow one another share nothing and leave nothing out. */
    @Test
    void aRangeHasWhatEndedInIt() throws Exception {
        for (BuiltinProfile builtin : ACCUMULATING) {
            NaiveProfiles naive = new NaiveProfiles(rich);
            for (Instant cut : gaps(naive.events)) {
                long nanos = ChronoUnit.NANOS.between(Instant.EPOCH, cut);
                Predicate<Instant> before = time -> time.isBefore(cut);
                assertSame(naive.sums(builtin, before), profile(rich, builtin, new TimeRange(Long.MIN_VALUE, nanos)));
                assertSame(
                        naive.sums(builtin, before.negate()),
                        profile(rich, builtin, new TimeRange(nanos, Long.MAX_VALUE)));
            }
        }
    }

    /** Instants at which nothing ended for some time, so that the rounding of ticks does not matter. */
    private static List<Instant> gaps(List<RecordedEvent> events) {
        List<Instant> ends =
                events.stream().map(RecordedEvent::getEndTime).sorted().toList();
        List<Instant> gaps = new ArrayList<>();
        int step = ends.size() / 4;
        for (int i = 1; i + 1 < ends.size(); i++) {
            long gap = ChronoUnit.NANOS.between(ends.get(i), ends.get(i + 1));
            if (gap > 200_000 && i > step * (gaps.size() + 1)) {
                gaps.add(ends.get(i).plusNanos(gap / 2));
            }
        }
        assertTrue(gaps.size() >= 2, () -> gaps + " of " + events.size());
        return gaps;
    }

    @Test
    void samplesStandForThePeriodThatWasSetWhenTheyWereTaken() throws Exception {
        StackProfile profile = profile(plain, BuiltinProfile.PROFILE, TimeRange.ALL);
        String comments = String.join("\n", profile.comments());
        assertTrue(comments.contains(" stand for 20ms each"), comments);
        assertTrue(comments.contains(" stand for 10ms each"), comments);
        assertTrue(profile.period() == 10_000_000 || profile.period() == 20_000_000);
    }

    @Test
    void aCpuProfileHasTheShapeOfGos() throws Exception {
        StackProfile profile = profile(plain, BuiltinProfile.PROFILE, TimeRange.ALL);
        assertEquals(
                "[SampleType[name=samples, unit=count], SampleType[name=cpu, unit=nanoseconds]]",
                profile.types().toString());
        assertEquals("cpu", profile.periodType().name());
        try (Recording recording = Recording.open(List.of(plain))) {
            assertEquals(recording.startNanos(), profile.timeNanos());
            assertEquals(recording.endNanos(), profile.endNanos());
        }
    }

    @Test
    void mutexIsThePartOfBlockThatWaitsForLocks() throws Exception {
        StackProfile block = profile(plain, BuiltinProfile.BLOCK, TimeRange.ALL);
        StackProfile mutex = profile(plain, BuiltinProfile.MUTEX, TimeRange.ALL);
        assertTrue(mutex.total() < block.total());
        Map<List<Frame>, long[]> ofBlock = sums(block);
        sums(mutex).forEach((stack, sum) -> assertTrue(ofBlock.get(stack)[1] >= sum[1]));
        assertTrue(texts(mutex, "class").contains("java.lang.Object"));
        assertTrue(texts(mutex, "class").contains("java.util.concurrent.locks.ReentrantLock$NonfairSync"));
        assertFalse(texts(mutex, "class").toString().contains("Condition"));
    }

    @Test
    void aContendedMonitorNamesItsOwnerWhenThreadsAreAskedFor() throws Exception {
        StackProfile mutex = answer(plain, BuiltinProfile.MUTEX, TimeRange.ALL, true)
                .orElseThrow()
                .profile();
        // The JVM's own threads may wait for locks, too.
        StackProfile contenders = mutex.where(sample ->
                sample.frames().stream().anyMatch(frame -> frame.function().endsWith("Workload.lockAndSleep")));
        assertTrue(texts(contenders, "owner").stream().anyMatch(owner -> owner.startsWith("contender-")));
        assertTrue(texts(contenders, "thread").stream().allMatch(thread -> thread.startsWith("contender-")));
    }

    private static List<String> texts(StackProfile profile, String label) {
        return profile.samples().stream()
                .flatMap(sample -> sample.label(label).map(SampleLabel::text).stream())
                .distinct()
                .toList();
    }

    @Test
    void theHeapIsTheLastBatchOfOldObjects() throws Exception {
        Map<String, long[]> expected = new NaiveProfiles(plain).heap();
        StackProfile profile = profile(plain, BuiltinProfile.HEAP, TimeRange.ALL);
        Map<String, long[]> actual = new TreeMap<>();
        for (StackSample sample : profile.samples()) {
            long[] sum =
                    actual.computeIfAbsent(sample.label("class").orElseThrow().text(), absent -> new long[2]);
            for (int i = 0; i < sample.values().size(); i++) {
                sum[i] += sample.values().get(i);
            }
            assertTrue(sample.label("age").orElseThrow().number() >= 0);
            long bytes = sample.label("bytes").map(SampleLabel::number).orElse(0L);
            assertEquals(
                    profile.types().size() == 1
                            ? 0
                            : sample.values().get(1) / sample.values().get(0),
                    bytes);
        }
        assertFalse(expected.isEmpty());
        assertEquals(readable(expected), readable(actual));
        assertEquals(Runtime.version().feature() >= 20 ? 2 : 1, profile.types().size());
    }

    /** By element type: the JDK names arrays as class files do. */
    private static Map<String, String> readable(Map<String, long[]> sums) {
        Map<String, String> readable = new TreeMap<>();
        sums.forEach((name, sum) -> readable.put(
                switch (name) {
                    case "[B" -> "byte[]";
                    case "[I" -> "int[]";
                    case "[J" -> "long[]";
                    case "[C" -> "char[]";
                    default -> name.startsWith("[L") ? name.substring(2, name.length() - 1) + "[]" : name;
                },
                sum[0] + " " + sum[1]));
        return readable;
    }

    @ParameterizedTest
    @ValueSource(strings = {"plain", "rich", "newest"})
    void theLiveThreadsAreThoseThatWereAliveAtTheInstant(String name) throws Exception {
        Path file = folder.resolve(name + ".jfr");
        for (Told told : Map.of("plain", toldPlain, "rich", toldRich, "newest", toldNewest)
                .get(name)) {
            long at = ChronoUnit.NANOS.between(Instant.EPOCH, told.at());
            StackProfile profile = answer(file, BuiltinProfile.GOROUTINE, TimeRange.upTo(at), true)
                    .orElseThrow()
                    .profile();
            long workers = profile.samples().stream()
                    .filter(sample ->
                            sample.label("thread").orElseThrow().text().startsWith("worker-"))
                    .mapToLong(sample -> sample.values().get(0))
                    .sum();
            assertEquals(told.workers(), workers, () -> told + ": " + profile.samples());
        }
    }

    @Test
    void aThreadHasTheStackOfTheLastDumpOrElseTheOneThatStartedIt() throws Exception {
        long at = ChronoUnit.NANOS.between(Instant.EPOCH, toldRich.get(1).at());
        StackProfile profile = answer(rich, BuiltinProfile.GOROUTINE, TimeRange.upTo(at), true)
                .orElseThrow()
                .profile();
        assertTrue(functions(profile, "worker-0").contains("java.util.concurrent.CountDownLatch.await"));
        List<String> started = functions(profile, "worker-1");
        assertEquals("[started here]", started.get(0));
        assertTrue(started.contains("dev.customprofiles.builtin.Workload.worker"), started.toString());
    }

    /** The JVM writes the event of a virtual thread when that runs: the stack is its own, not that of who started it. */
    @Test
    void aVirtualThreadHasAnExplanationInsteadOfAStack() throws Exception {
        assumeVirtualThreads();
        Told busiest =
                toldNewest.stream().max(Comparator.comparingInt(Told::workers)).orElseThrow();
        long at = ChronoUnit.NANOS.between(Instant.EPOCH, busiest.at());
        StackProfile profile = answer(newest, BuiltinProfile.GOROUTINE, TimeRange.upTo(at), true)
                .orElseThrow()
                .profile();
        assertEquals(List.of("[virtual thread]"), functions(profile, "worker-4"));
        assertEquals("[started here]", functions(profile, "worker-3").get(0));
        assertFalse(profile.comments().toString().contains("without virtual threads"), profile.comments()::toString);
    }

    private static void assumeVirtualThreads() throws IOException {
        assumeTrue(has("jdk.VirtualThreadPinned"), "virtual threads came with JDK 21");
    }

    private static boolean has(String event) throws IOException {
        return new NaiveProfiles(newest)
                .events.stream()
                        .anyMatch(found -> found.getEventType().getName().equals(event));
    }

    /** What a pinned thread waits for is an event already. */
    @Test
    void aPinnedVirtualThreadWaitsOnce() throws Exception {
        assumeVirtualThreads();
        StackProfile block = answer(newest, BuiltinProfile.BLOCK, TimeRange.ALL, true)
                .orElseThrow()
                .profile();
        List<StackSample> pinned = block.samples().stream()
                .filter(sample -> sample.frames().stream()
                        .anyMatch(frame -> frame.function().contains("Workload$Pinned")))
                .toList();
        assertEquals(
                List.of("jdk.ThreadPark"),
                pinned.stream()
                        .map(sample -> sample.label("event").orElseThrow().text())
                        .toList());
        assertEquals(1, pinned.get(0).values().get(0));
        assertTrue(texts(block, "thread").contains("sleeping"));
    }

    @Test
    void virtualThreadsThatNobodyRecordedAreSaidToBeMissing() throws Exception {
        assertEquals(
                Runtime.version().feature() >= 21 ? 1 : 0,
                profile(plain, BuiltinProfile.GOROUTINE, TimeRange.ALL).comments().stream()
                        .filter(comment -> comment.startsWith("without virtual threads"))
                        .count());
    }

    /** Both kinds of samples are in the recording; only those of processor time count, and only they are named. */
    @Test
    void samplesOfProcessorTimeStandForTheTimeThatTheySay() throws Exception {
        assumeTrue(has("jdk.CPUTimeSample"), "CPU time samples came with JDK 25, for Linux");
        assertTrue(has("jdk.ExecutionSample"));
        BuiltinAnswer answer =
                answer(newest, BuiltinProfile.PROFILE, TimeRange.ALL, true).orElseThrow();
        List<String> comments = answer.profile().comments();
        assertTrue(comments.contains("from jdk.CPUTimeSample (throttle=2ms)"), comments::toString);
        assertFalse(comments.toString().contains("jdk.ExecutionSample"), comments::toString);
        assertFalse(comments.toString().contains("lower bound"), comments::toString);
        assertTrue(texts(answer.profile(), "thread").contains("burning"));
    }

    @Test
    void samplesThatTheJvmLostMakeAnAnswerIncomplete() throws Exception {
        long end;
        try (Recording recording = Recording.open(List.of(newest))) {
            end = recording.endNanos();
        }
        for (TimeRange range : List.of(TimeRange.ALL, new TimeRange(end, Long.MAX_VALUE))) {
            long lost = range == TimeRange.ALL ? new NaiveProfiles(newest).lostSamples() : 0;
            BuiltinAnswer answer =
                    answer(newest, BuiltinProfile.PROFILE, range, false).orElseThrow();
            long kept = answer.profile().samples().stream()
                    .mapToLong(sample -> sample.values().get(0))
                    .sum();
            List<String> damage = answer.losses().damage();
            assertEquals(lost > 0, answer.losses().incomplete());
            assertEquals(lost > 0 ? 1 : 0, damage.size(), damage::toString);
            damage.forEach(line ->
                    assertTrue(line.startsWith("the JVM lost " + lost + " of " + (lost + kept) + " samples"), line));
        }
    }

    @Test
    void aListSaysOfSamplesWhatTheJvmLost() throws Exception {
        long lost = new NaiveProfiles(newest).lostSamples();
        try (Input input = new RecordingFiles(List.of(newest), "test").open()) {
            for (String profile : Arrays.asList(null, "profile", "allocs")) {
                boolean told = lost > 0 && !"allocs".equals(profile);
                List<String> damage = Query.of(profile, ZoneOffset.UTC)
                        .list(input, Shaping.NONE)
                        .history()
                        .losses()
                        .damage();
                assertEquals(told ? 1 : 0, damage.size(), damage::toString);
                damage.forEach(line -> assertTrue(line.startsWith("the JVM lost " + lost + " of "), line));
            }
        }
        BuiltinAnswer allocs =
                answer(newest, BuiltinProfile.ALLOCS, TimeRange.ALL, true).orElseThrow();
        assertFalse(allocs.losses().incomplete(), allocs.losses()::toString);
    }

    private static void assertListedAsCounted(Path file) throws IOException {
        Map<BuiltinProfile, BuiltinEvents> listed;
        try (Recording recording = Recording.open(List.of(file))) {
            listed = BuiltinEvents.of(recording);
        }
        for (BuiltinProfile builtin : BuiltinProfile.values()) {
            long count = answer(file, builtin, TimeRange.ALL, false)
                    .map(answer -> answer.profile().samples().stream()
                            .mapToLong(sample -> sample.values().get(0))
                            .sum())
                    .orElse(0L);
            BuiltinEvents events = listed.get(builtin);
            assertEquals(count, events == null ? 0 : events.total(), () -> builtin + " of " + file);
            boolean isOfThreads = builtin == BuiltinProfile.GOROUTINE || builtin == BuiltinProfile.GOROUTINELEAK;
            if (events != null && !isOfThreads) {
                assertEquals(
                        count,
                        events.counts().values().stream()
                                .mapToLong(Long::longValue)
                                .sum(),
                        () -> builtin + " of " + file);
            }
        }
    }

    @Test
    void theNumberInAListIsTheCountOfTheProfile() throws Exception {
        for (Path file : List.of(plain, rich, newest)) {
            assertListedAsCounted(file);
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "FastSlow_2024_01_16_180855.jfr.gz",
                "dd-trace-java.jfr.gz",
                "dd_AZ0slzMAAAC9.jfr",
                "event-with-type-zero.jfr.gz",
                "flight.jfr",
                "goland-multichunk.jfr.gz",
                "jdk15.jfr",
                "jdk21.jfr",
                "nativemem.jfr.gz",
                "object-allocation-sample.jfr.gz"
            })
    void theNumberInAListOfOtherPeoplesRecordingsIsTheCountOfTheProfile(String file) throws Exception {
        assertListedAsCounted(Corpus.file(file));
    }

    /** async-profiler's, of which it writes those that are there at the end of a chunk; here a program does. */
    @Name("profiler.LiveObject")
    @StackTrace
    private static final class LiveObject extends Event {
        Class<?> objectClass;
        long allocationSize;

        @Timestamp(Timestamp.MILLISECONDS_SINCE_EPOCH)
        long allocationTime;

        static void write(Class<?> type, long size) {
            LiveObject event = new LiveObject();
            event.objectClass = type;
            event.allocationSize = size;
            event.allocationTime = System.currentTimeMillis() - 60_000;
            event.commit();
        }
    }

    @Test
    void theHeapIsTheLastChunkOfAsyncProfilersLiveObjects() throws Exception {
        Path file = folder.resolve("live.jfr");
        try (jdk.jfr.Recording recording = new jdk.jfr.Recording();
                jdk.jfr.Recording rotating = new jdk.jfr.Recording()) {
            recording.enable(LiveObject.class);
            recording.start();
            LiveObject.write(String.class, 24);
            LiveObject.write(byte[].class, 1000);
            rotating.start();
            for (int i = 0; i < 3; i++) {
                LiveObject.write(byte[].class, 2000);
            }
            LiveObject.write(Integer.class, 16);
            recording.stop();
            recording.dump(file);
        }
        StackProfile profile = profile(file, BuiltinProfile.HEAP, TimeRange.ALL);
        Map<String, List<Long>> actual = new TreeMap<>();
        for (StackSample sample : profile.samples()) {
            actual.merge(
                    sample.label("class").orElseThrow().text(),
                    sample.values(),
                    (one, other) -> List.of(one.get(0) + other.get(0), one.get(1) + other.get(1)));
            assertTrue(sample.label("age").orElseThrow().number() >= 60_000_000_000L);
            assertTrue(sample.frames().get(0).function().endsWith("LiveObject.write"));
        }
        assertEquals(Map.of("byte[]", List.of(3L, 6000L), "java.lang.Integer", List.of(1L, 16L)), actual);
    }

    private static List<String> functions(StackProfile profile, String thread) {
        return profile.samples().stream()
                .filter(sample -> sample.label("thread").orElseThrow().text().equals(thread))
                .flatMap(sample -> sample.frames().stream().map(Frame::function))
                .toList();
    }

    @Test
    void commentsSayWhyWaitsAreALowerBound() throws Exception {
        Path file = Corpus.file("flight.jfr");
        List<String> comments =
                profile(file, BuiltinProfile.BLOCK, TimeRange.ALL).comments();
        assertTrue(comments.contains("from jdk.ThreadPark (threshold=20 ms)"), comments.toString());
        assertTrue(comments.contains("a lower bound: waits that were shorter than a threshold are not recorded"));
    }

    @Test
    void whatWasEnabledAndDidNotHappenIsAnEmptyProfile() throws Exception {
        Path file = Corpus.file("flight.jfr");
        assertEquals(
                List.of(), profile(file, BuiltinProfile.MUTEX, TimeRange.ALL).samples());
    }

    @Test
    void whatWasNeverRecordedIsNoProfile() throws Exception {
        Path file = Corpus.file("nativemem.jfr.gz");
        for (BuiltinProfile builtin : BuiltinProfile.values()) {
            assertEquals(Optional.empty(), answer(file, builtin, TimeRange.ALL, false), builtin::goName);
        }
    }

    @Test
    void theSameRecordingGivesTheSameSamplesInTheSameOrder() throws Exception {
        for (BuiltinProfile builtin : BuiltinProfile.values()) {
            assertEquals(
                    answer(rich, builtin, TimeRange.ALL, true),
                    answer(rich, builtin, TimeRange.ALL, true),
                    builtin::goName);
        }
    }
}
