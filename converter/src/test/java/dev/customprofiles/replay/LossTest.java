package dev.customprofiles.replay;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.customprofiles.ChildJvm;
import dev.customprofiles.live.Drift;
import dev.customprofiles.live.History;
import dev.customprofiles.live.Losses;
import dev.customprofiles.live.Question;
import dev.customprofiles.reader.Chunk;
import dev.customprofiles.reader.ChunkReader;
import dev.customprofiles.reader.EventSelection;
import dev.customprofiles.reader.Recording;
import java.io.IOException;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.LongStream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** A recording of a random history that has lost events, snapshots or chunks. Each chunk of it has one of the books. */
class LossTest {

    private static final int BARRIERS = 8;

    private static final boolean STRESS = Boolean.getBoolean("customprofiles.stress");
    private static final List<String> PROFILES = List.of("stress.Plain", "stress.Bytes", "stress.\u00dcber");

    @TempDir
    static Path folder;

    private static Path whole;
    private static List<Books> books;

    @BeforeAll
    static void record() throws Exception {
        whole = folder.resolve("whole.jfr");
        books = Books.parse(ChildJvm.run(
                RandomHistory.class,
                List.of("-XX:StartFlightRecording:maxsize=1g,filename=" + whole),
                5,
                4,
                BARRIERS,
                400,
                1000,
                "rotate"));
        assertEquals(BARRIERS, books.size());
    }

    static LongStream seeds() {
        return LongStream.range(0, STRESS ? 100 : 4);
    }

    @ParameterizedTest
    @MethodSource("seeds")
    void afterTheNextSnapshotTheAnswerIsExactAgain(long seed) throws Exception {
        Random random = new Random(seed);
        Books book = books.get(1 + random.nextInt(BARRIERS - 1));
        int chunk = chunkOf(book);
        LossyCopy copy = new LossyCopy(whole);
        int percent = 1 + random.nextInt(60);
        int lost = copy.drop(
                event -> event.chunk() < chunk && !event.type().equals("Snapshot") && random.nextInt(100) < percent);
        assertTrue(lost > 0, "nothing was lost");
        checkExact(copy.write(folder.resolve("recovered.jfr"), none -> false), List.of(book));
    }

    @ParameterizedTest
    @MethodSource("seeds")
    void whatIsMissingBetweenSnapshotsIsCounted(long seed) throws Exception {
        Random random = new Random(seed);
        LossyCopy copy = new LossyCopy(whole);
        int last = copy.chunks() - 1;
        int percent = 1 + random.nextInt(30);
        int[] lost = new int[2];
        copy.drop(event -> {
            boolean isLost = event.chunk() < last && random.nextInt(100) < percent;
            lost[0] += isLost && event.type().equals("Add") ? 1 : 0;
            lost[1] += isLost && event.type().equals("Remove") ? 1 : 0;
            return isLost && (event.type().equals("Add") || event.type().equals("Remove"));
        });
        Path file = copy.write(folder.resolve("counted.jfr"), none -> false);
        try (Recording recording = Recording.open(List.of(file))) {
            Losses losses = Replay.run(recording, Question.everything()).losses();
            List<Drift> drifts = losses.drifts();
            assertEquals(lost[0], drifts.stream().mapToLong(Drift::missingAdds).sum());
            assertEquals(
                    lost[1], drifts.stream().mapToLong(Drift::missingRemoves).sum());
            long tooMany = drifts.stream()
                    .flatMap(drift -> drift.sites().stream())
                    .mapToLong(site -> site.replayed() - site.counted())
                    .sum();
            // An orphan is of no site: neither its lost Add nor its Remove is in a site's count. One that was collected
            // is live.
            long removedOrphans = losses.orphans() - collectedOrphans(recording);
            assertEquals(lost[1] - lost[0] + removedOrphans, tooMany, "the sites add up");
            TimelineChecks.assertCountsAddUp(recording, seed);
        }
    }

    /** How many objects were collected of which there is no Add and that no snapshot counts as reachable. */
    private static long collectedOrphans(Recording recording) throws IOException {
        Set<Long> added = new HashSet<>();
        Set<Long> collected = new HashSet<>();
        for (Chunk chunk : recording.chunks()) {
            try (ChunkReader events = chunk.read(
                    EventSelection.of("customprofiles.Add", "id"),
                    EventSelection.of("customprofiles.Collected", "id", "site"))) {
                for (int event = events.next(); event >= 0; event = events.next()) {
                    if (event == 0) {
                        added.add(events.longAt(0));
                    } else if (events.longAt(1) == 0) {
                        collected.add(events.longAt(0));
                    }
                }
            }
        }
        collected.removeAll(added);
        return collected.size();
    }

    @ParameterizedTest
    @MethodSource("seeds")
    void aLostSnapshotLeavesTheAnswerExact(long seed) throws Exception {
        Random random = new Random(seed);
        LossyCopy copy = new LossyCopy(whole);
        int percent = 5 + random.nextInt(80);
        copy.drop(event ->
                List.of("Snapshot", "LiveSite", "Frame").contains(event.type()) && random.nextInt(100) < percent);
        Path file = copy.write(folder.resolve("snapshots.jfr"), none -> false);
        checkExact(file, books);
        try (Recording recording = Recording.open(List.of(file))) {
            TimelineChecks.assertPartsAddUp(
                    recording, books.stream().map(Books::atNanos).toList(), seed);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"Snapshot", "LiveSite", "Frame"})
    void snapshotsThatAreLostAltogetherLeaveTheAnswerExact(String type) throws Exception {
        LossyCopy copy = new LossyCopy(whole);
        copy.drop(event -> event.type().equals(type));
        Path file = copy.write(folder.resolve("none.jfr"), none -> false);
        checkExact(file, books);
    }

    @Test
    void aChunkThatIsMissingInTheMiddleIsSaidToBeAndTheRestIsExact() throws Exception {
        for (int i = 1; i < BARRIERS - 1; i += STRESS ? 1 : 3) {
            int missing = chunkOf(books.get(i));
            Path file = new LossyCopy(whole).write(folder.resolve("missing.jfr"), chunk -> chunk == missing);
            Books inside = books.get(i);
            checkExact(file, books.stream().filter(book -> book != inside).toList());
            try (Recording recording = Recording.open(List.of(file))) {
                assertTrue(Answers.at(recording, inside.atNanos(), Question.From.LAST_SNAPSHOT)
                        .pauseAt(inside.atNanos())
                        .isPresent());
                Losses losses = Replay.run(recording, Question.everything()).losses();
                assertTrue(losses.incomplete(), "a chunk is missing");
                assertTrue(
                        losses.drifts().stream().allMatch(drift -> drift.missingAdds() > 0),
                        Differences.drifts(losses));
            }
        }
    }

    private static int chunkOf(Books book) throws IOException {
        try (Recording recording = Recording.open(List.of(whole))) {
            int chunk = 0;
            for (Chunk each : recording.chunks()) {
                if (each.startNanos() <= book.atNanos() && book.atNanos() <= each.endNanos()) {
                    return chunk;
                }
                chunk++;
            }
            throw new AssertionError("no chunk has the instant");
        }
    }

    /** Asks for the instants together and one by one, for all profiles and for one by itself. */
    private static void checkExact(Path file, List<Books> asked) throws IOException {
        try (Recording recording = Recording.open(List.of(file))) {
            History together = Replay.run(
                    recording,
                    Question.everything().at(asked.stream().map(Books::atNanos).toList()));
            for (Books book : asked) {
                int barrier = books.indexOf(book);
                Differences.assertSame(
                        book.sites(),
                        Answers.byMethod(together, asked.indexOf(book)),
                        "together at barrier " + barrier);
                String profile = PROFILES.get(barrier % PROFILES.size());
                Map<String, String> ofProfile = new TreeMap<>(book.sites());
                ofProfile.keySet().removeIf(site -> !site.startsWith(profile + '|'));
                for (Question.From from : Question.From.values()) {
                    String where = from + " at barrier " + barrier;
                    Map<String, String> all = Answers.byMethod(Answers.at(recording, book.atNanos(), from));
                    Differences.assertSame(book.sites(), all, where);
                    Question question =
                            Question.liveSet(profile, book.atNanos()).replayedFrom(from);
                    Differences.assertSame(
                            ofProfile, Answers.byMethod(Replay.run(recording, question)), where + " of " + profile);
                }
            }
        }
    }
}
