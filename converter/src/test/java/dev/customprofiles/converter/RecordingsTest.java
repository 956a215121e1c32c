package dev.customprofiles.converter;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.customprofiles.ChildJvm;
import dev.customprofiles.LateRecording;
import dev.customprofiles.live.LiveSet;
import dev.customprofiles.live.Site;
import dev.customprofiles.profile.StackProfile;
import dev.customprofiles.replay.Scenario;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;
import org.junit.jupiter.api.io.TempDir;

/** What another program sees of the library. */
class RecordingsTest {

    private static final String LEASES = "late.Lease";

    @TempDir
    private static Path folder;

    /** One profile. */
    private static Path late;

    @BeforeAll
    static void record() throws Exception {
        late = folder.resolve("late.jfr");
        ChildJvm.run(LateRecording.class, List.of(), late);
    }

    private static void scenario(String name, Path file, String... more) throws Exception {
        List<Object> arguments = new ArrayList<>(List.of(name));
        arguments.addAll(List.of(more));
        ChildJvm.run(Scenario.class, List.of("-XX:StartFlightRecording:filename=" + file), arguments.toArray());
    }

    private static byte[] pprof(ProfileAnswer<?> answer) throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        answer.writePprof(out);
        return out.toByteArray();
    }

    @Test
    void liveSetsAreThoseOfTheInstant() throws Exception {
        try (Recordings recordings = Recordings.open(late)) {
            assertEquals(List.of(LEASES), recordings.profiles().orThrow());
            LiveSet end = recordings.liveAtEnd(LEASES).orThrow();
            assertEquals(10, end.count());
            assertEquals(1, end.where(Site::collected).count());
            assertEquals(end, recordings.liveAt(null, recordings.end()).orThrow());
            assertTrue(recordings.start().isBefore(recordings.end()));
            // The recording began with 8 of them.
            assertTrue(recordings.liveAtStart(LEASES).orThrow().count() >= 8);
        }
    }

    @Test
    void severalInstantsGiveTheSameAsEachByItselfInTheOrderThatWasAsked() throws Exception {
        try (Recordings recordings = Recordings.open(late)) {
            Instant first = instant(recordings.liveAtStart(LEASES).orThrow().atNanos());
            Instant end = recordings.end();
            List<Instant> instants = List.of(end, first, end.minusNanos(1_000_000), end);
            List<ProfileAnswer<LiveSet>> together = recordings.liveAt(LEASES, instants);
            assertEquals(instants.size(), together.size());
            for (int i = 0; i < instants.size(); i++) {
                ProfileAnswer<LiveSet> alone = recordings.liveAt(LEASES, instants.get(i));
                assertEquals(alone.orThrow(), together.get(i).orThrow());
                assertArrayEquals(pprof(alone), pprof(together.get(i)));
            }
            assertThrows(IllegalArgumentException.class, () -> recordings.liveAt(LEASES, List.of()));
        }
    }

    private static Instant instant(long nanos) {
        return Instant.ofEpochSecond(0, nanos);
    }

    @Test
    void whatHasNoAnswerIsRefusedInOneLine() throws Exception {
        Path other = folder.resolve("scenario.jfr");
        scenario("profiles", other, "3");
        try (Recordings recordings = Recordings.open(late);
                Recordings several = Recordings.open(late, other)) {
            String outside = " is outside what the recording tells of " + LEASES + ": ";
            refused(
                    NoAnswerException.Reason.OUTSIDE,
                    "1970-01-01T00:00:00.000000000Z" + outside,
                    () -> recordings.liveAt(null, Instant.EPOCH));
            Instant later = recordings.end().plusNanos(1);
            refused(NoAnswerException.Reason.OUTSIDE, outside, () -> recordings.liveAt(LEASES, later));
            refused(NoAnswerException.Reason.OUTSIDE, outside, () -> recordings.liveAt(LEASES, Instant.MAX));
            refused(
                    NoAnswerException.Reason.OUTSIDE,
                    outside,
                    () -> recordings.liveAt(LEASES, List.of(recordings.end(), later)));
            refused(
                    NoAnswerException.Reason.UNKNOWN,
                    "no profile \"late.Lesae\" in " + late + " (has: late.Lease)",
                    () -> recordings.liveAtEnd("late.Lesae"));
            refused(
                    NoAnswerException.Reason.MISUSE,
                    ", choose one with its name: late.Lease, scenario.",
                    () -> several.liveAtEnd(null));
            refused(NoAnswerException.Reason.MISUSE, "block is a builtin profile", () -> recordings.liveAtEnd("block"));
            refused(
                    NoAnswerException.Reason.UNKNOWN,
                    "no builtin profile \"late.Lease\"",
                    () -> recordings.builtin(LEASES, null, null));
            refused(
                    NoAnswerException.Reason.UNKNOWN,
                    "no events for profile mutex",
                    () -> recordings.builtin("mutex", null, null));
            refused(
                    NoAnswerException.Reason.MISUSE,
                    "heap is about an instant",
                    () -> recordings.builtin("heap", recordings.start(), null));
        }
    }

    private static void refused(NoAnswerException.Reason reason, String part, Executable question) {
        NoAnswerException refusal = assertThrows(NoAnswerException.class, question);
        assertEquals(reason, refusal.reason(), refusal::getMessage);
        assertTrue(refusal.getMessage().contains(part), refusal::getMessage);
        assertEquals(1, refusal.getMessage().lines().count());
        assertFalse(refusal.getMessage().contains("--"), refusal::getMessage);
        assertFalse(refusal.getMessage().contains("jfr2pprof"), refusal::getMessage);
    }

    @Test
    void builtinProfilesComeOutOfAnyRecording() throws Exception {
        Path workload = folder.resolve("threads.jfr");
        ChildJvm.run(
                LateRecording.class,
                List.of("-XX:StartFlightRecording:filename=" + workload),
                folder.resolve("unused.jfr"));
        try (Recordings recordings = Recordings.open(workload)) {
            List<String> names = recordings.builtinProfiles().evenIfIncomplete();
            assertTrue(names.contains("goroutine"), names::toString);
            ProfileAnswer<StackProfile> threads = recordings.builtin("goroutine", null, null);
            assertTrue(threads.evenIfIncomplete().total() > 0);
            assertTrue(pprof(threads).length > 100);
            StackProfile created = recordings
                    .builtin("threadcreate", recordings.start(), recordings.end())
                    .evenIfIncomplete();
            assertTrue(created.total() > 0);
        }
    }

    @Test
    void theBytesAreTheSameForAnyNumberOfWorkers() throws Exception {
        Path scenario = folder.resolve("workers.jfr");
        scenario("churn", scenario);
        List<byte[]> expected = null;
        for (int workers : new int[] {1, 2, 8}) {
            try (Recordings recordings = Recordings.open(List.of(scenario), workers)) {
                List<byte[]> written = new ArrayList<>();
                for (String profile : recordings.profiles().evenIfIncomplete()) {
                    written.add(pprof(recordings.liveAtEnd(profile)));
                    written.add(pprof(recordings.liveAtStart(profile)));
                }
                assertFalse(written.isEmpty());
                expected = expected == null ? written : expected;
                assertEquals(expected.size(), written.size());
                for (int i = 0; i < written.size(); i++) {
                    assertArrayEquals(expected.get(i), written.get(i), workers + " workers");
                }
            }
        }
        assertThrows(IllegalArgumentException.class, () -> Recordings.open(List.of(scenario), 0));
    }

    @Test
    void threadsMayAskOneRecordingAtATime() throws Exception {
        ExecutorService threads = Executors.newFixedThreadPool(4);
        try (Recordings recordings = Recordings.open(late)) {
            byte[] expected = pprof(recordings.liveAtEnd(LEASES));
            List<Future<byte[]>> answers = new ArrayList<>();
            for (int i = 0; i < 40; i++) {
                answers.add(threads.submit(() -> pprof(recordings.liveAtEnd(LEASES))));
            }
            for (Future<byte[]> answer : answers) {
                assertArrayEquals(expected, answer.get());
            }
        } finally {
            threads.shutdownNow();
        }
    }

    @Test
    void hundredsMayBeOpenAndShareNothing() throws Exception {
        byte[] content = Files.readAllBytes(late);
        List<Recordings> open = new ArrayList<>();
        try {
            for (int i = 0; i < 200; i++) {
                open.add(
                        i % 2 == 0
                                ? Recordings.open(List.of(late), 1)
                                : Recordings.read("late.jfr", new ByteArrayInputStream(content), 1));
            }
            byte[] expected = pprof(open.get(0).liveAtEnd(LEASES));
            for (Recordings recordings : open) {
                assertArrayEquals(expected, pprof(recordings.liveAtEnd(LEASES)));
                recordings.close();
            }
        } finally {
            for (Recordings recordings : open) {
                recordings.close();
            }
        }
        assertThrows(IllegalStateException.class, () -> open.get(1).liveAtEnd(LEASES));
    }

    @Test
    void whatIsLostIsSaidUnderTheNameThatWasGivenAndCannotBeOverlooked() throws Exception {
        Path churn = folder.resolve("churn.jfr");
        scenario("churn", churn);
        byte[] content = Files.readAllBytes(churn);
        byte[] cut = Arrays.copyOf(content, content.length * 2 / 3);
        try (Recordings recordings = Recordings.read("cut.jfr", new ByteArrayInputStream(cut), 2)) {
            Answer<List<String>> profiles = recordings.profiles();
            assertFalse(profiles.isComplete());
            assertTrue(profiles.warnings().get(0).startsWith("cut.jfr: "), profiles.warnings()::toString);
            IncompleteException incomplete = assertThrows(IncompleteException.class, profiles::orThrow);
            assertEquals(profiles.warnings(), incomplete.warnings());
        }
        IOException nothing = assertThrows(
                IOException.class, () -> Recordings.read("no.jfr", new ByteArrayInputStream(new byte[100]), 1));
        assertTrue(nothing.getMessage().startsWith("no.jfr: "), nothing::getMessage);
    }

    @Test
    void aFileIsWrittenWholeOrNotAtAll() throws Exception {
        Path target = Files.createDirectories(folder.resolve("written")).resolve("open.pb.gz");
        try (Recordings recordings = Recordings.open(late)) {
            ProfileAnswer<LiveSet> answer = recordings.liveAtEnd(LEASES);
            answer.writePprof(target);
            assertArrayEquals(pprof(answer), Files.readAllBytes(target));
            IOException refused = assertThrows(IOException.class, () -> answer.writePprof(target.getParent()));
            assertTrue(refused.getMessage().startsWith("cannot write " + target.getParent()), refused::getMessage);
        }
        try (Stream<Path> files = Files.list(target.getParent())) {
            assertEquals(List.of(target), files.toList());
        }
    }
}
