package dev.customprofiles.replay;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.customprofiles.ChildJvm;
import dev.customprofiles.live.Drift;
import dev.customprofiles.live.History;
import dev.customprofiles.live.Losses;
import dev.customprofiles.live.Question;
import dev.customprofiles.live.Site;
import dev.customprofiles.live.Timeline;
import dev.customprofiles.reader.Recording;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Programs that record what is awkward to record, replayed at each instant of their books. */
class ScenarioTest {

    private static final List<String> NO_DAMAGE = List.of();

    @TempDir
    Path folder;

    @Test
    void aRecordingStartedLateShowsWhatIsLiveWithTheStacksOfWhereItWasAdded() throws Exception {
        Path file = folder.resolve("late.jfr");
        List<Books> books = Books.parse(ChildJvm.run(Scenario.class, List.of(), "lateStart", file));
        checkAll(books, 2, file);
    }

    @Test
    void recordingsThatOverlapAndThatAreRestartedAreEachExact() throws Exception {
        Path first = folder.resolve("first.jfr");
        Path second = folder.resolve("second.jfr");
        List<Books> books = Books.parse(ChildJvm.run(Scenario.class, List.of(), "restart", first, second));
        checkAll(books.subList(0, 3), 3, first);
        checkAll(books.subList(1, 2), 1, Path.of(first + ".overlapping"));
        checkAll(books.subList(3, 6), 3, second);
        checkAll(books.subList(4, 5), 1, Path.of(second + ".overlapping"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"always", "recording", "never"})
    void whateverIsCapturedTheCountsAreExactAndNothingIsReportedMissing(String capture) throws Exception {
        Path file = folder.resolve("capture.jfr");
        List<Books> books = record("churn", file, List.of("-Dcustomprofiles.capture=" + capture));
        checkAll(books, 8, file);
    }

    @Test
    void withoutSnapshotsTheWholeRecordingIsReplayed() throws Exception {
        Path file = folder.resolve("bare.jfr");
        List<Books> books = record("churn", file, List.of(), "+customprofiles.Snapshot#enabled=false");
        checkAll(books, 8, file);
    }

    @Test
    void withoutStacksOfAddsTheTotalsAreExact() throws Exception {
        Path file = folder.resolve("stackless.jfr");
        List<Books> books = record("churn", file, List.of(), "+customprofiles.Add#stackTrace=false");
        try (Recording recording = Recording.open(List.of(file))) {
            assertNothingMissing(recording);
            for (Books book : books) {
                for (Question.From from : Question.From.values()) {
                    assertEquals(
                            total(book.sites()), total(Answers.byMethod(Answers.at(recording, book.atNanos(), from))));
                }
            }
        }
    }

    /** More than a snapshot writes; more than the recorder keeps, too. */
    static IntStream labels() {
        return Boolean.getBoolean("stress") ? IntStream.of(30_000, 60_000) : IntStream.of(52_000);
    }

    @ParameterizedTest
    @MethodSource("labels")
    void moreSitesThanASnapshotHoldsAreStillCounted(int labels) throws Exception {
        Path file = folder.resolve("labels.jfr");
        List<String> output = run(file, List.of(), List.of(), "labels", labels);
        Books book = Books.parse(output).get(0);
        try (Recording recording = Recording.open(List.of(file))) {
            assertNothingMissing(recording);
            Map<String, String> first =
                    Answers.byMethod(Answers.at(recording, book.atNanos(), Question.From.FIRST_SNAPSHOT));
            Differences.assertSame(book.sites(), first, "from the first snapshot");
            History last = Answers.at(recording, book.atNanos(), Question.From.LAST_SNAPSHOT);
            assertEquals(total(book.sites()), total(Answers.byMethod(last)), "from the last snapshot");
        }
    }

    @Test
    void labelsOfEveryKindComeBackAsTheyWere() throws Exception {
        Path file = folder.resolve("odd.jfr");
        checkAll(record("oddLabels", file, List.of()), 2, file);
    }

    @Test
    void labelsAreNeverTooLongToBeRecorded() throws Exception {
        Path file = folder.resolve("huge.jfr");
        List<String> output = run(file, List.of(), List.of(), "hugeLabels");
        try (Recording recording = Recording.open(List.of(file))) {
            assertNothingMissing(recording);
            for (Books book : Books.parse(output)) {
                for (Question.From from : Question.From.values()) {
                    assertEquals(
                            total(book.sites()), total(Answers.byMethod(Answers.at(recording, book.atNanos(), from))));
                }
            }
        }
    }

    @Test
    void classesAreCalledTheSameByEventsAndSnapshots() throws Exception {
        Path file = folder.resolve("values.jfr");
        checkAll(record("values", file, List.of()), 1, file);
    }

    @Test
    void aThousandProfilesAreToldApart() throws Exception {
        Path file = folder.resolve("profiles.jfr");
        List<String> output = run(file, List.of(), List.of(), "profiles", 1000);
        checkAll(Books.parse(output), 1, file);
    }

    @Test
    void profilesBornWhileSnapshotsAreTakenAreExact() throws Exception {
        Path file = folder.resolve("births.jfr");
        checkAll(record("births", file, List.of()), 2, file);
    }

    @Test
    void aHundredThousandLiveObjectsSurviveRotation() throws Exception {
        Path file = folder.resolve("many.jfr");
        List<String> output =
                run(file, List.of("-XX:FlightRecorderOptions:maxchunksize=1M"), List.of("maxsize=2M"), "many", 100_000);
        List<Books> books = Books.parse(output);
        checkAll(books.subList(3, 5), 2, file);
    }

    @Test
    void whatJfrLostIsCountedAndTheNextSnapshotIsRightAgain() throws Exception {
        Path file = folder.resolve("lost.jfr");
        List<Books> books = record(
                "hammer",
                file,
                List.of("-XX:FlightRecorderOptions:memorysize=1M,globalbuffersize=64k,threadbuffersize=4k"));
        try (Recording recording = Recording.open(List.of(file))) {
            Losses losses = Replay.run(recording, Question.everything()).losses();
            assumeTrue(losses.lostBytes() > 0, "this JVM kept up with four threads at full speed: nothing was lost");
            NaiveHistory recorded = NaiveHistory.of(file);
            long fills = 2L * 20 * AddingSite.all().size();
            long missing = 4 * 60_000 + 4 * 60 + fills - recorded.adds();
            assertTrue(missing > 0, "nothing was lost");
            assertEquals(
                    missing,
                    losses.drifts().stream().mapToLong(Drift::missingAdds).sum(),
                    Differences.drifts(losses));
            assertEquals(
                    4 * 60_000 + 2 * 20 - recorded.removes(),
                    losses.drifts().stream().mapToLong(Drift::missingRemoves).sum(),
                    Differences.drifts(losses));
            for (Books book : books) {
                Differences.assertSame(
                        book.sites(),
                        Answers.byMethod(Answers.at(recording, book.atNanos(), Question.From.LAST_SNAPSHOT)),
                        "after the loss");
            }
        }
    }

    @Test
    void weightsThatDoNotFitTogetherStayAtTheEndOfTheirRange() throws Exception {
        Path file = folder.resolve("weights.jfr");
        long at = Answers.nanos(
                Instant.parse(run(file, List.of(), List.of(), "hugeWeights").get(0)));
        try (Recording recording = Recording.open(List.of(file))) {
            assertNothingMissing(recording);
            for (Question.From from : Question.From.values()) {
                assertEquals(
                        Map.of(
                                "scenario.Weights|addDirect||java.lang.Object", "5/" + Long.MAX_VALUE,
                                "scenario.Weights|addInLambda||java.lang.Object", "5/" + Long.MIN_VALUE),
                        Answers.byMethod(Answers.at(recording, at, from)));
            }
        }
    }

    @Test
    void eventsThatTheRecorderHasNoStackToWriteAreCounted() throws Exception {
        Path file = folder.resolve("edge.jfr");
        List<String> output = ChildJvm.run(EdgeOfStack.class, List.of("-XX:StartFlightRecording:filename=" + file));
        long live = Long.parseLong(output.get(output.size() - 1));
        try (Recording recording = Recording.open(List.of(file))) {
            History history = Answers.at(recording, Question.END, Question.From.LAST_SNAPSHOT);
            long tooMany = history.profiles().get(0).at(0).count() - live;
            long counted = history.losses().unwritten();
            // Where the stack ends in JFR's own clean-up, JFR silently drops later events of the thread, too.
            assertTrue(counted <= tooMany, () -> counted + " counted, " + tooMany + " missing");
            assertEquals(tooMany > 0, counted > 0);
            assertEquals(tooMany > 0, history.losses().incomplete());
        }
    }

    @Test
    void collectedObjectsStayLiveAndAreToldApartWhateverTheSnapshotBefore() throws Exception {
        Path file = folder.resolve("collected.jfr");
        List<String> output = run(file, List.of("-Xmx128m"), List.of(), "collected");
        long dropped = output.stream()
                .filter(line -> line.startsWith("DROPPED "))
                .mapToLong(line -> Long.parseLong(line.substring(8)))
                .sum();
        List<Books> books = Books.parse(output);
        assertEquals(4, books.size());
        try (Recording recording = Recording.open(List.of(file))) {
            assertNothingMissing(recording);
            for (Books book : books) {
                for (Question.From from : Question.From.values()) {
                    Map<String, String> answer =
                            new TreeMap<>(Answers.byMethod(Answers.at(recording, book.atNanos(), from)));
                    answer.keySet().removeIf(key -> key.startsWith("scenario.Weak|"));
                    Differences.assertSame(book.sites(), answer, from + " at " + book.atNanos());
                }
            }
            History history = Replay.run(recording, Question.everything());
            Timeline profile = history.profile("scenario.Collected").orElseThrow();
            assertEquals(dropped, profile.churn().collected());
            assertEquals(3 * 50, profile.churn().removed());
            assertEquals(dropped, profile.at(0).where(Site::collected).count());
            assertEquals(
                    Set.of("addDirect", "track"),
                    profile.at(0).where(Site::collected).sites().stream()
                            .map(live -> live.site().frames().get(0).function())
                            .map(function -> function.substring(function.lastIndexOf('.') + 1))
                            .collect(Collectors.toSet()));
            Timeline weak = history.profile("scenario.Weak").orElseThrow();
            assertTrue(weak.weak());
            assertEquals(
                    List.of(12_000L, 0L, 12_000L),
                    List.of(
                            weak.churn().added(),
                            weak.at(0).count(),
                            weak.churn().collected()));
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"always", "never"})
    void classesOnTheStackOfAnAddCanBeUnloaded(String capture) throws Exception {
        ChildJvm.run(Scenario.class, List.of("-Dcustomprofiles.capture=" + capture), "unloading");
    }

    @Test
    void aKilledJvmsRepositoryIsExactUpToItsLastFlush() throws Exception {
        Path repository = folder.resolve("repository");
        Process process = ChildJvm.start(
                Scenario.class,
                List.of(
                        "-XX:StartFlightRecording:maxsize=1g",
                        "-XX:FlightRecorderOptions:repository=" + repository + ",maxchunksize=1M"),
                "untilKilled");
        List<String> lines = new ArrayList<>();
        try (BufferedReader output = process.inputReader()) {
            while (lines.size() < 35) {
                lines.add(output.readLine());
            }
            process.destroyForcibly().waitFor();
        }
        List<Path> inputs = new ArrayList<>(List.of(repository));
        try (var folders = Files.list(repository)) {
            folders.filter(Files::isDirectory).forEach(inputs::add);
        }
        for (Path input : inputs) {
            try (Recording recording = Recording.open(List.of(input))) {
                History history = Replay.run(recording, Question.everything());
                assertEquals("", Differences.drifts(history.losses()));
                long compared = 0;
                for (Books book : Books.parse(lines)) {
                    if (book.atNanos() <= recording.flushedNanos()) {
                        compared++;
                        check(recording, book);
                    }
                }
                assertTrue(compared > 10, "barriers in the recording: " + compared);
            }
        }
    }

    private List<Books> record(String scenario, Path file, List<String> jvmOptions, String... recordingOptions)
            throws Exception {
        return Books.parse(run(file, jvmOptions, List.of(recordingOptions), scenario));
    }

    private static List<String> run(
            Path file, List<String> jvmOptions, List<String> recordingOptions, Object... arguments) throws Exception {
        List<String> options = new ArrayList<>(jvmOptions);
        List<String> recording = new ArrayList<>(recordingOptions);
        recording.add("filename=" + file);
        options.add("-XX:StartFlightRecording:" + String.join(",", recording));
        return ChildJvm.run(Scenario.class, options, arguments);
    }

    private static void checkAll(List<Books> books, int number, Path file) throws IOException {
        assertEquals(number, books.size());
        try (Recording recording = Recording.open(List.of(file))) {
            assertNothingMissing(recording);
            for (Books book : books) {
                check(recording, book);
            }
        }
    }

    /** Sites whose stack was not captured are known by class and label only. */
    private static void check(Recording recording, Books book) throws IOException {
        for (Question.From from : Question.From.values()) {
            Map<String, String> answer = Answers.byMethod(Answers.at(recording, book.atNanos(), from));
            boolean stackless = answer.keySet().stream().anyMatch(key -> key.contains("[no stack trace]"));
            if (stackless) {
                assertEquals(total(book.sites()), total(answer), from + " at " + book.atNanos());
            } else {
                Differences.assertSame(book.sites(), answer, from + " at " + book.atNanos());
            }
        }
    }

    private static String total(Map<String, String> sites) {
        long count = 0;
        long weight = 0;
        for (String sum : sites.values()) {
            count += Long.parseLong(sum.substring(0, sum.indexOf('/')));
            weight += Long.parseLong(sum.substring(sum.indexOf('/') + 1));
        }
        return Books.value(count, weight);
    }

    private static void assertNothingMissing(Recording recording) throws IOException {
        Losses losses = Replay.run(recording, Question.everything()).losses();
        assertEquals("", Differences.drifts(losses), "drifts");
        assertEquals(NO_DAMAGE, losses.damage(), "damage");
        assertEquals(0, losses.orphans(), "orphans");
        assertEquals(0, losses.duplicates(), "duplicates");
        assertEquals(0, losses.lostBytes(), "lost bytes");
    }
}
