package dev.customprofiles.replay;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.customprofiles.ChildJvm;
import dev.customprofiles.live.AgeRange;
import dev.customprofiles.live.History;
import dev.customprofiles.live.LiveSet;
import dev.customprofiles.live.Losses;
import dev.customprofiles.live.Question;
import dev.customprofiles.live.Timeline;
import dev.customprofiles.query.DiffAnswer;
import dev.customprofiles.query.Input;
import dev.customprofiles.query.Query;
import dev.customprofiles.query.TimeExpression;
import dev.customprofiles.reader.Recording;
import dev.customprofiles.writer.Origin;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeSet;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/** Random histories, replayed at many instants and held against everything else that knows the answer. */
class RandomHistoriesTest {

    private static final boolean STRESS = Boolean.getBoolean("customprofiles.stress");

    /** By both compilers, as applications are: what the second one takes for unused must still be live. */
    private static final String COMPILED = "-XX:TieredStopAtLevel=4";

    @TempDir
    Path folder;

    static LongStream seeds() {
        return STRESS ? LongStream.range(1, 20) : LongStream.of(1);
    }

    @ParameterizedTest
    @MethodSource("seeds")
    void aWholeRecordingAnswersLikeTheProgramsBooksAndLikeItsOwnEvents(long seed) throws Exception {
        Path file = folder.resolve("whole.jfr");
        List<Books> books = Books.parse(ChildJvm.run(
                RandomHistory.class,
                List.of(
                        COMPILED,
                        "-XX:StartFlightRecording:maxsize=1g,filename=" + file,
                        "-XX:FlightRecorderOptions:maxchunksize=1M,stackdepth=" + (64 << new Random(seed).nextInt(4))),
                seed,
                4,
                14,
                600,
                1000,
                "rotate"));
        NaiveHistory naive = NaiveHistory.of(file);
        assertTrue(naive.collections() > 100, naive.collections() + " were collected");
        try (Recording recording = Recording.open(List.of(file))) {
            assertNothingIsMissing(recording, file);
            checkBooks(recording, books);
            checkOverTime(recording, books);
            Random random = new Random(seed);
            TreeSet<Long> instants = new TreeSet<>();
            for (int i = 0; i < (STRESS ? 20 : 5); i++) {
                instants.add(naive.instant(random));
            }
            for (long snapshot : Snapshots.times(file)) {
                if (random.nextInt(STRESS ? 6 : 40) == 0) {
                    instants.addAll(List.of(snapshot - 1_000, snapshot, snapshot + 1_000));
                }
            }
            for (long at : instants) {
                Map<String, String> expected = naive.at(at);
                for (Question.From from : Question.From.values()) {
                    History history = Answers.at(recording, at, from);
                    Differences.assertSame(expected, Answers.byStack(history), from + " at " + at);
                    Differences.assertSame(
                            naive.collectedAt(at), Answers.collectedByStack(history), from + ", collected at " + at);
                }
            }
            for (Timeline profile :
                    Replay.run(recording, Question.everything().withPeak()).profiles()) {
                assertEquals(
                        naive.peak(profile.profile()).count(),
                        profile.churn().peak().count(),
                        profile.profile());
            }
            List<Long> some = some(instants);
            checkDifferences(recording, naive, some);
            TimelineChecks.assertTurnover(recording, naive, some);
            List<Long> andTheEnd = new ArrayList<>(some);
            andTheEnd.add(Question.END);
            TimelineChecks.assertTurnover(recording, naive, andTheEnd);
            TimelineChecks.assertThinned(recording, some);
            TimelineChecks.assertComplete(recording, some);
            TimelineChecks.assertSomeAreCountedByTheirEvents(recording, naive, some, seed);
            TimelineChecks.assertSameAsOneByOne(
                    recording, some, new AgeRange(20_000_000, 300_000_000), Question.From.FIRST_SNAPSHOT);
        }
    }

    /** Each takes a pass over the recording. */
    private static List<Long> some(TreeSet<Long> instants) {
        List<Long> all = List.copyOf(instants);
        return STRESS
                ? all
                : IntStream.range(0, all.size())
                        .filter(i -> i % 4 == 0)
                        .mapToObj(all::get)
                        .toList();
    }

    /** Between instants at which all profiles are known: on a busy machine one may be created long after another. */
    private static void checkDifferences(Recording recording, NaiveHistory naive, List<Long> some) throws IOException {
        Input input = new Input(recording, "the recording", new Origin("test", "app", "app.jfr"));
        List<Timeline> timelines = Replay.run(recording, Question.everything()).profiles();
        List<String> profiles = timelines.stream().map(Timeline::profile).toList();
        List<Long> instants = some.stream()
                .filter(at ->
                        timelines.stream().allMatch(profile -> profile.span().contains(at)))
                .toList();
        for (int i = 0; i + 2 < instants.size(); i += 2) {
            long from = instants.get(i);
            long to = instants.get(i + 2);
            List<LiveSet> added = new ArrayList<>();
            List<LiveSet> left = new ArrayList<>();
            for (String profile : profiles) {
                DiffAnswer diff = Query.of(profile, ZoneOffset.UTC).at(time(to)).diff(input, time(from));
                added.add(diff.added());
                left.add(diff.left());
            }
            String where = "from " + from + " to " + to;
            Differences.assertSame(naive.addedBetween(from, to), Answers.byStack(added), "added " + where);
            Differences.assertSame(naive.leftBetween(from, to), Answers.byStack(left), "left " + where);
        }
    }

    private static TimeExpression time(long nanos) {
        return new TimeExpression.Absolute(Instant.ofEpochSecond(0, nanos));
    }

    @ParameterizedTest
    @CsvSource({"maxsize=3M, 2500, none", "maxage=2s, 300, rotate"})
    void aRotatedRecordingAnswersLikeTheProgramsBooks(String limit, int operations, String extra) throws Exception {
        Path file = folder.resolve("rotated.jfr");
        Path middle = folder.resolve("middle.jfr");
        List<Books> books = Books.parse(ChildJvm.run(
                RandomHistory.class,
                List.of(
                        COMPILED,
                        "-XX:StartFlightRecording:" + limit + ",filename=" + file,
                        "-XX:FlightRecorderOptions:maxchunksize=1M"),
                7,
                4,
                14,
                operations,
                1000,
                extra,
                middle));
        for (Path dump : List.of(file, middle)) {
            try (Recording recording = Recording.open(List.of(dump))) {
                if (dump.equals(middle) && losesStrings(recording)) {
                    continue;
                }
                assertNothingIsMissing(recording, dump);
                long covered = checkBooks(recording, books);
                assertTrue(covered > 0 || limit.startsWith("maxage"), "no barrier is in " + dump);
                assertTrue(covered < books.size(), "nothing was rotated away");
                assertSameBetweenSnapshots(recording, dump);
                TimelineChecks.assertAllHaveAges(recording);
            }
        }
        try (Recording recording = Recording.open(List.of(file))) {
            Differences.assertSame(
                    books.get(books.size() - 1).sites(),
                    Answers.byMethod(Answers.at(recording, Question.END, Question.From.LAST_SNAPSHOT)),
                    "at the end");
            checkOverTime(recording, books);
        }
    }

    /** Most stacks are cut, so that one site may be known by several; but what is live is not changed by that. */
    @Test
    void shallowStacksLeaveTheCountsExact() throws Exception {
        Path file = folder.resolve("shallow.jfr");
        List<Books> books = Books.parse(ChildJvm.run(
                RandomHistory.class,
                List.of(
                        COMPILED,
                        "-XX:StartFlightRecording:maxage=2s,filename=" + file,
                        "-XX:FlightRecorderOptions:maxchunksize=1M,stackdepth=16"),
                17,
                4,
                14,
                300,
                1000,
                "rotate"));
        try (Recording recording = Recording.open(List.of(file))) {
            assertNothingIsMissing(recording, file);
            checkBooks(recording, books);
            long first = Snapshots.first(recording);
            List<Long> instants =
                    books.stream().map(Books::atNanos).filter(at -> at >= first).toList();
            for (Question.From from : Question.From.values()) {
                Question question =
                        Question.liveSet(null, Question.END).at(instants).replayedFrom(from);
                TimelineChecks.assertExplained(Replay.run(recording, question).profiles());
            }
        }
    }

    @ParameterizedTest
    @MethodSource("seeds")
    void severalCopiesOfTheRecorderAddUpAndNeverTakeEachOthersObjects(long seed) throws Exception {
        Path file = folder.resolve("copies.jfr");
        ChildJvm.run(
                Copies.class,
                List.of(
                        COMPILED,
                        "-XX:StartFlightRecording:maxsize=1g,filename=" + file,
                        "-XX:FlightRecorderOptions:maxchunksize=1M"),
                3,
                seed,
                2,
                8,
                600,
                300);
        NaiveHistory naive = NaiveHistory.of(file);
        try (Recording recording = Recording.open(List.of(file))) {
            assertNothingIsMissing(recording, file);
            Random random = new Random(seed);
            for (int i = 0; i < (STRESS ? 20 : 8); i++) {
                long at = naive.instant(random);
                for (Question.From from : Question.From.values()) {
                    History history = Answers.at(recording, at, from);
                    Differences.assertSame(naive.at(at), Answers.byStack(history), from + " at " + at);
                    Differences.assertSame(
                            naive.collectedAt(at), Answers.collectedByStack(history), from + ", collected at " + at);
                }
            }
        }
    }

    @Test
    void aRecordingThatIsStartedWhileThreadsAddAndRemoveIsExactAndSoIsOneThatOverlapsWithIt() throws Exception {
        Path late = folder.resolve("late.jfr");
        List<Books> books = Books.parse(ChildJvm.run(
                RandomHistory.class,
                List.of(COMPILED, "-Dcustomprofiles.capture=always"),
                13,
                4,
                STRESS ? 14 : 9,
                2500,
                1000,
                "late=" + late));
        Path other = Path.of(late + ".other");
        for (List<Path> inputs : List.of(List.of(late), List.of(other), List.of(late, other))) {
            try (Recording recording = Recording.open(inputs)) {
                Losses losses = Replay.run(recording, Question.everything()).losses();
                assertEquals(0, losses.orphans(), "orphans");
                assertEquals(0, losses.duplicates(), "duplicates");
                assertEquals("", Differences.drifts(losses), late.toString());
                // JDK 17 sometimes loses strings when a second recording starts. Then an older snapshot has to do.
                if (losses.damage().isEmpty() || inputs.contains(late)) {
                    long covered = checkBooks(recording, books);
                    assertTrue(covered > 1, "barriers that are in " + inputs + ": " + covered);
                    if (inputs.size() > 1) {
                        checkOverTime(recording, books);
                    }
                }
            }
        }
    }

    @Test
    void snapshotsTakenWhileThreadsAddAndRemoveAddUp() throws Exception {
        for (int attempt = 1; ; attempt++) {
            Path file = folder.resolve("spin" + attempt + ".jfr");
            List<Books> books = Books.parse(ChildJvm.run(
                    RandomHistory.class,
                    List.of(COMPILED, "-XX:StartFlightRecording:maxsize=1g,filename=" + file),
                    11,
                    4,
                    STRESS ? 20 : 4,
                    2500,
                    60,
                    "spin"));
            try (Recording recording = Recording.open(List.of(file))) {
                assertTrue(
                        recording.chunks().size() > 5,
                        "chunks: " + recording.chunks().size());
                if (attempt < 4 && losesStrings(recording)) {
                    continue;
                }
                assertNothingIsMissing(recording, file);
                checkBooks(recording, books);
                checkOverTime(recording, books);
                return;
            }
        }
    }

    /** JDK 17 sometimes loses strings when another recording is made of a running one; it is reported. */
    private static boolean losesStrings(Recording recording) throws IOException {
        List<String> damage =
                Replay.run(recording, Question.everything()).losses().damage();
        return Runtime.version().feature() == 17
                && damage.stream().anyMatch(loss -> loss.contains("strings that events refer to"));
    }

    /** Each profile has its snapshot at another time, and the one of the chunk may be too young for an instant. */
    private static void assertSameBetweenSnapshots(Recording recording, Path file) throws IOException {
        List<Long> snapshots = Snapshots.times(file).stream()
                .filter(time -> recording.chunks().get(0).endNanos() < time)
                .limit(STRESS ? Long.MAX_VALUE : 9)
                .toList();
        for (long at : snapshots) {
            Map<String, String> expected = Answers.byMethod(Answers.at(recording, at, Question.From.FIRST_SNAPSHOT));
            Map<String, String> actual = Answers.byMethod(Answers.at(recording, at, Question.From.LAST_SNAPSHOT));
            Differences.assertSame(expected, actual, file + " at " + at);
        }
    }

    private static void assertNothingIsMissing(Recording recording, Path file) throws IOException {
        Losses losses = Replay.run(recording, Question.everything()).losses();
        assertEquals("", Differences.drifts(losses), file.toString());
        assertEquals(List.of(), losses.damage(), file.toString());
        assertEquals(0, losses.orphans(), "orphans");
        assertEquals(0, losses.duplicates(), "duplicates");
        assertEquals(0, losses.lostBytes(), "lost bytes");
        assertTrue(losses.lossRecorded(), "loss is recorded");
    }

    /** Compares at every barrier that the recording covers; how many that were. */
    private static long checkBooks(Recording recording, List<Books> books) throws IOException {
        long first = Snapshots.first(recording);
        long end = recording.flushedNanos(); // what came after may be in a chunk that was not dumped
        List<Books> covered = books.stream()
                .filter(book -> book.atNanos() >= first && book.atNanos() <= end)
                .toList();
        if (covered.isEmpty()) {
            return 0;
        }
        List<Long> instants = covered.stream().map(Books::atNanos).toList();
        History together = Replay.run(recording, Question.everything().at(instants));
        for (int i = 0; i < covered.size(); i++) {
            Books book = covered.get(i);
            String barrier = " at barrier " + books.indexOf(book);
            Differences.assertSame(book.sites(), Answers.byMethod(together, i), "together" + barrier);
            for (Question.From from : Question.From.values()) {
                // From the first one is a pass over all that was recorded until then.
                if (STRESS || from == Question.From.LAST_SNAPSHOT || i % 4 == 3) {
                    Differences.assertSame(
                            book.sites(),
                            Answers.byMethod(Answers.at(recording, book.atNanos(), from)),
                            from + barrier);
                }
            }
        }
        return covered.size();
    }

    /** What is asked over time, of the first barriers: many passes over the recording. */
    private static void checkOverTime(Recording recording, List<Books> books) throws IOException {
        long first = Snapshots.first(recording);
        long end = recording.flushedNanos(); // what came after may be in a chunk that was not dumped
        List<Long> instants = books.stream()
                .map(Books::atNanos)
                .filter(at -> at >= first && at <= end)
                .limit(STRESS ? books.size() : 2)
                .toList();
        TimelineChecks.assertComplete(recording, instants);
        TimelineChecks.assertPeaksAreReachedAndNeverExceeded(recording, instants);
        TimelineChecks.assertPartsAddUp(recording, instants, books.size());
    }
}
