package dev.customprofiles.reader;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Inputs, chunks and JVMs. */
class RecordingTest {
    private static final long SECOND = 1_000_000_000;

    @TempDir
    Path folder;

    /** A second of a JVM's life; JVMs start at different instants. */
    private static byte[] chunk(long jvmStart, int second, int events) {
        ChunkBuilder chunk = ChunkBuilder.tiny(events);
        chunk.startNanos = ChunkBuilder.START_NANOS + jvmStart + second * SECOND;
        chunk.startTicks = ChunkBuilder.START_TICKS + second * SECOND;
        return chunk.build();
    }

    private static List<Integer> jvms(Recording recording) {
        return recording.chunks().stream().map(Chunk::jvm).toList();
    }

    private static List<Long> seconds(Recording recording) {
        return recording.chunks().stream()
                .map(chunk -> (chunk.startNanos() - ChunkBuilder.START_NANOS) / SECOND)
                .toList();
    }

    @Test
    void chunksOfAJvmAreInTheOrderOfTimeWhateverTheOrderOfTheFiles() throws Exception {
        List<Path> files = new ArrayList<>();
        for (int second : new int[] {3, 1, 2, 0}) {
            files.add(RecordingChecks.write(folder.resolve(second + ".jfr"), chunk(0, second, 2)));
        }
        try (Recording recording = Recording.open(files)) {
            assertEquals(List.of(0L, 1L, 2L, 3L), seconds(recording));
            assertEquals(List.of(0, 0, 0, 0), jvms(recording));
            assertEquals(ChunkBuilder.START_NANOS, recording.startNanos());
            assertEquals(ChunkBuilder.START_NANOS + 4 * SECOND, recording.endNanos());
        }
    }

    @Test
    void chunksOfTwoJvmsAreNotMixedEvenIfTheyInterleave() throws Exception {
        long later = 300_000_000;
        Path file = RecordingChecks.write(
                folder.resolve("two.jfr"), chunk(later, 0, 1), chunk(0, 0, 1), chunk(later, 1, 1), chunk(0, 1, 1));
        try (Recording recording = Recording.open(List.of(file))) {
            assertEquals(List.of(0, 0, 1, 1), jvms(recording));
            assertEquals(List.of(0L, 1L, 0L, 1L), seconds(recording));
        }
    }

    @Test
    void aWallClockThatWasSetDoesNotSplitAJvm() throws Exception {
        Path file = RecordingChecks.write(
                folder.resolve("clock.jfr"), chunk(0, 0, 1), chunk(-3600 * SECOND, 1, 1), chunk(-3600 * SECOND, 2, 1));
        try (Recording recording = Recording.open(List.of(file))) {
            assertEquals(List.of(0, 0, 0), jvms(recording));
            assertEquals(List.of(0L, -3599L, -3598L), seconds(recording));
        }
    }

    @Test
    void aChunkThatIsGivenTwiceCountsOnce() throws Exception {
        byte[] first = chunk(0, 0, 2);
        byte[] second = chunk(0, 1, 2);
        Path file = RecordingChecks.write(folder.resolve("ten.jfr"), first, second, first, second, second);
        try (Recording recording = Recording.open(List.of(file, file))) {
            assertEquals(2, recording.chunks().size());
            assertEquals(List.of("3 chunks are in the inputs more than once and counted once"), recording.notices());
            assertEquals(List.of(1L, 2L, 1L, 2L), RecordingChecks.longs(recording, "tiny.Event", "id"));
        }
    }

    @Test
    void ofAnUnfinishedChunkAndTheFinishedOneTheFinishedOneCounts() throws Exception {
        ChunkBuilder unfinished = ChunkBuilder.tiny(2);
        unfinished.generation = 3;
        Path one = RecordingChecks.write(folder.resolve("one.jfr"), unfinished.build());
        Path other = RecordingChecks.write(
                folder.resolve("other.jfr"), ChunkBuilder.tiny(5).build());
        try (Recording recording = Recording.open(List.of(one, other))) {
            assertEquals(1, recording.chunks().size());
            assertTrue(recording.chunks().get(0).finished());
            assertEquals(other, recording.chunks().get(0).file());
        }
    }

    @Test
    void compressedFilesAreToldByContentAndMayBeCut() throws Exception {
        Path file = folder.resolve("no suffix at all");
        try (OutputStream out = new GZIPOutputStream(Files.newOutputStream(file))) {
            out.write(chunk(0, 0, 500));
        }
        try (Recording recording = Recording.open(List.of(file))) {
            assertEquals(
                    500, RecordingChecks.longs(recording, "tiny.Event", "id").size());
        }
        byte[] bytes = Files.readAllBytes(file);
        Files.write(file, Arrays.copyOf(bytes, bytes.length * 9 / 10));
        try (Recording recording = Recording.open(List.of(file))) {
            assertTrue(RecordingChecks.longs(recording, "tiny.Event", "id").size() > 10);
            assertFalse(recording.damage().isEmpty());
        }
    }

    @Test
    void foldersRepositoriesAndGlobsAreExpanded() throws Exception {
        RecordingChecks.write(folder.resolve("a.jfr"), chunk(0, 0, 1));
        RecordingChecks.write(folder.resolve("b.jfr"), chunk(0, 1, 1));
        RecordingChecks.write(folder.resolve("notes.txt"), new byte[] {1, 2, 3});
        Path jvm = Files.createDirectory(folder.resolve("2026_11_23_13_37_23_4711"));
        RecordingChecks.write(jvm.resolve("2026_11_23_13_37_24.jfr"), chunk(0, 2, 1));
        Path unrelated = Files.createDirectory(folder.resolve("unrelated"));
        RecordingChecks.write(unrelated.resolve("c.jfr"), chunk(0, 3, 1));
        try (Recording recording = Recording.open(List.of(folder))) {
            assertEquals(List.of(0L, 1L, 2L), seconds(recording));
        }
        try (Recording recording = Recording.open(List.of(folder.resolve("*.jfr")))) {
            assertEquals(List.of(0L, 1L), seconds(recording));
        }
        try (Recording recording = Recording.open(List.of(folder.resolve("*/?.jfr")))) {
            assertEquals(List.of(3L), seconds(recording));
        }
    }

    /** A file in a folder that is made if need be. */
    private Path file(String name, byte[]... parts) throws IOException {
        Path file = folder.resolve(name);
        Files.createDirectories(file.getParent());
        return RecordingChecks.write(file, parts);
    }

    private List<String> files(Path input) throws IOException {
        return Recording.files(List.of(input)).stream()
                .map(path -> folder.relativize(path).toString())
                .toList();
    }

    @Test
    void aFolderWithoutRecordingsTakesThoseOfItsSubfoldersThreeLevelsDown() throws Exception {
        file("pods/notes.txt", new byte[] {1, 2, 3});
        file("pods/pod-1/2026_11_23_13_37_23_1/1.jfr");
        file("pods/pod-1/older/2.jfr");
        file("pods/pod-2/repository/2026_11_23_13_37_23_1/3.jfr");
        file("pods/pod-3/readme.md", new byte[] {1, 2, 3});
        Files.createDirectory(folder.resolve("pods/pod-4"));
        file("pods/pod-5/a/b/2026_11_23_13_37_23_1/4.jfr");
        file("pods/pod-5/a/b/c/5.jfr");
        file("pods/pod-6/a/b/c/6.jfr");
        file("pods/pod-7/7.jfr.gz");
        assertEquals(
                List.of(
                        "pods/pod-1/2026_11_23_13_37_23_1/1.jfr",
                        "pods/pod-2/repository/2026_11_23_13_37_23_1/3.jfr",
                        "pods/pod-5/a/b/2026_11_23_13_37_23_1/4.jfr",
                        "pods/pod-7/7.jfr.gz"),
                files(folder.resolve("pods")));
        Path pods = folder.resolve("pods");
        assertEquals(4, Recording.files(List.of(pods, pods)).size());
        file("pods/own.jfr");
        assertEquals(List.of("pods/own.jfr"), files(pods));
        assertEquals(List.of("pods/pod-6/a/b/c/6.jfr"), files(folder.resolve("pods/pod-6")));
    }

    @Test
    void linksAmongSubfoldersAreFollowedButNotInCircles() throws Exception {
        Path elsewhere = file("elsewhere/1.jfr").getParent();
        file("pods/pod-2/repository/2.jfr");
        Path pods = folder.resolve("pods");
        Files.createSymbolicLink(pods.resolve("pod-1"), elsewhere);
        Files.createSymbolicLink(pods.resolve("pod-2/above"), pods);
        Files.createSymbolicLink(pods.resolve("pod-3"), pods.resolve("pod-2"));
        Files.createSymbolicLink(pods.resolve("pod-4"), folder.resolve("nowhere"));
        Files.createSymbolicLink(pods.resolve("pod-5"), pods.resolve("pod-5"));
        assertEquals(List.of("pods/pod-1/1.jfr", "pods/pod-2/repository/2.jfr"), files(pods));
    }

    @Test
    void jvmsInDifferentSubfoldersAreNeverMixedEvenIfTheyHaveTheSameProcessIdAndStart() throws Exception {
        long millisecond = SECOND / 1000;
        // The clocks of the two agree better with each other than with themselves.
        file("pods/pod-1/2026_11_23_13_37_23_1/1.jfr", saying(1, 0, 0));
        file("pods/pod-1/2026_11_23_13_37_23_1/2.jfr", saying(1, SECOND + millisecond, SECOND));
        file("pods/pod-2/2026_11_23_13_37_23_1/1.jfr", saying(1, millisecond, 0));
        file("pods/pod-2/2026_11_23_13_37_23_1/2.jfr", saying(1, SECOND, SECOND));
        // Recorded when the others had ended, at once and later.
        file("pods/pod-3/3.jfr", saying(1, 2 * SECOND + 20 * millisecond, 2 * SECOND + 20 * millisecond));
        file("pods/pod-4/repository/2026_11_23_13_37_23_1/9.jfr", saying(1, 9 * SECOND, 9 * SECOND));
        try (Recording recording = Recording.open(List.of(folder.resolve("pods")))) {
            assertEquals(List.of(0, 0, 1, 1, 2, 3), jvms(recording));
            for (Recording jvm : recording.byJvm()) {
                assertEquals(
                        1,
                        jvm.chunks().stream()
                                .map(chunk -> chunk.file().getParent())
                                .distinct()
                                .count());
            }
        }
    }

    @Test
    void aRecordingThatGoesOnInAnotherSubfolderIsOfOneJvm() throws Exception {
        file("days/monday/1.jfr", saying(1, 0, 0), saying(1, SECOND, SECOND));
        file("days/tuesday/2.jfr", saying(1, SECOND, SECOND), saying(1, 2 * SECOND, 2 * SECOND));
        try (Recording recording = Recording.open(List.of(folder.resolve("days")))) {
            assertEquals(List.of(0, 0, 0), jvms(recording));
        }
    }

    @Test
    void inputsThatAreNoRecordingsAreRefusedInOneLine() throws Exception {
        Path text = RecordingChecks.write(
                folder.resolve("text.jfr"), "hello, world\n".repeat(100).getBytes());
        Path empty = RecordingChecks.write(folder.resolve("empty.jfr"));
        Path nothing = Files.createDirectory(folder.resolve("nothing"));
        Path missing = folder.resolve("missing.jfr");
        Path glob = folder.resolve("m*.jfr");
        assertEquals(text + ": not a JFR recording", refusal(text));
        assertEquals(empty + ": the file is empty", refusal(empty));
        assertEquals("no such file: " + missing, refusal(missing));
        assertEquals("no file matches " + glob, refusal(glob));
        assertEquals("no recordings (*.jfr) in folder " + nothing, refusal(nothing));
        assertEquals("no input", refusal());
        Path good = RecordingChecks.write(folder.resolve("good.jfr"), chunk(0, 0, 1));
        assertEquals(empty + ": the file is empty", refusal(empty, text));
        assertEquals("no such file: " + missing, refusal(good, missing));
        for (List<Path> among : List.of(List.of(folder), List.of(empty, good, text))) {
            try (Recording recording = Recording.open(among)) {
                assertEquals(1, recording.chunks().size());
                assertEquals(
                        List.of(empty + ": the file is empty", text + ": not a JFR recording"),
                        recording.damage().stream().map(Damage::toString).toList());
            }
        }
    }

    @Test
    void flagsAndVersionsNobodyKnowsAreRefused() throws Exception {
        ChunkBuilder chunk = ChunkBuilder.tiny(1);
        chunk.flags = 5;
        Path file = RecordingChecks.write(folder.resolve("flags.jfr"), chunk.build());
        assertEquals(file + ": unknown flags 0x5 in the chunk header: not supported", refusal(file));
        chunk.flags = 0;
        RecordingChecks.write(file, chunk.build());
        assertEquals(file + ": integers are not compressed: not supported", refusal(file));
        chunk.flags = 3;
        chunk.minor = 2;
        RecordingChecks.write(file, chunk.build());
        assertEquals(file + ": format version 2.2: not supported", refusal(file));
    }

    private static String refusal(Path... inputs) {
        return assertThrows(CorruptRecordingException.class, () -> Recording.open(List.of(inputs)))
                .getMessage();
    }

    @Test
    void aChunkThatHasOnlyAHeaderIsNothing() throws Exception {
        ChunkBuilder begun = new ChunkBuilder();
        begun.generation = 1;
        byte[] header = begun.header(68, 0, 0).bytes();
        Path file = RecordingChecks.write(folder.resolve("begun.jfr"), chunk(0, 0, 1), header);
        try (Recording recording = Recording.open(List.of(file))) {
            assertEquals(1, recording.chunks().size());
            assertEquals(List.of(), recording.damage());
        }
        Path alone = RecordingChecks.write(folder.resolve("alone.jfr"), header);
        assertEquals(alone + ": no complete chunk yet", refusal(alone));
    }

    @Test
    void whatWasWrittenAfterTheLastFlushIsSaid() throws Exception {
        ChunkBuilder chunk = ChunkBuilder.tiny(3);
        chunk.generation = 2;
        byte[] flushed = chunk.build();
        Path file =
                RecordingChecks.write(folder.resolve("killed.jfr"), flushed, new byte[100], chunk(5 * SECOND, 9, 1));
        try (Recording recording = Recording.open(List.of(file))) {
            assertEquals(2, recording.chunks().size());
            assertFalse(recording.chunks().get(0).finished());
            assertEquals(
                    List.of(new Damage(file, flushed.length, 100, "written after the last flush")), recording.damage());
            assertEquals(List.of(1L, 2L, 3L, 1L), RecordingChecks.longs(recording, "tiny.Event", "id"));
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3, 8})
    void resultsComeInTheOrderOfTheChunks(int workers) throws Exception {
        byte[][] chunks =
                IntStream.range(0, 20).mapToObj(i -> chunk(0, i, i % 3)).toArray(byte[][]::new);
        Path file = RecordingChecks.write(folder.resolve("many.jfr"), chunks);
        List<Long> order = new ArrayList<>();
        try (Recording recording = Recording.open(List.of(file))) {
            recording.process(chunk -> (chunk.startNanos() - ChunkBuilder.START_NANOS) / SECOND, order::add, workers);
            assertEquals(LongStream.range(0, 20).boxed().toList(), order);
            IOException e = assertThrows(
                    IOException.class,
                    () -> recording.process(
                            chunk -> {
                                throw new IOException("at " + chunk.offset());
                            },
                            result -> {},
                            workers));
            assertEquals("at 0", e.getMessage());
            assertEquals(order.size(), recording.chunks().size());
        }
    }

    @Test
    void aSizeThatIsNonsenseCostsNoNeighbour() throws Exception {
        for (long size : new long[] {0, 67, 100, Long.MAX_VALUE, -1, 1L << 40}) {
            ChunkBuilder broken = ChunkBuilder.tiny(4);
            byte[] bytes = broken.build();
            System.arraycopy(broken.header(size, 0, 0).bytes(), 8, bytes, 8, 8);
            Path file = RecordingChecks.write(folder.resolve("size.jfr"), chunk(-SECOND, -1, 2), bytes, chunk(0, 1, 3));
            try (Recording recording = Recording.open(List.of(file))) {
                assertEquals(
                        List.of(1L, 2L, 1L, 2L, 3L, 4L, 1L, 2L, 3L),
                        RecordingChecks.longs(recording, "tiny.Event", "id"),
                        "size " + size);
            }
        }
    }

    @Test
    void jvmsThatStartAndRotateTogetherAreToldByWhatTheySayOfThemselves() throws Exception {
        long millisecond = SECOND / 1000;
        // The second JVM is a millisecond younger; of the first one's second chunk, the clocks were read as far apart.
        Path file = RecordingChecks.write(
                folder.resolve("together.jfr"),
                saying(1, 0, 0),
                saying(2, millisecond, 0),
                saying(1, SECOND + millisecond, SECOND),
                saying(2, SECOND + millisecond + 1, SECOND));
        try (Recording recording = Recording.open(List.of(file))) {
            List<List<Long>> pids = new ArrayList<>();
            for (Chunk chunk : recording.chunks()) {
                pids.add(List.of(
                        (long) chunk.jvm() + 1,
                        RecordingChecks.longs(chunk, "jdk.JVMInformation", "pid")
                                .get(0)));
            }
            assertEquals(List.of(List.of(1L, 1L), List.of(1L, 1L), List.of(2L, 2L), List.of(2L, 2L)), pids);
        }
    }

    private static byte[] saying(long pid, long nanos, long ticks) {
        ChunkBuilder chunk = new ChunkBuilder();
        chunk.startNanos += nanos;
        chunk.startTicks += ticks;
        chunk.event("jdk.JVMInformation", "pid:long", "jvmStartTime:long").metadata();
        return chunk.write(
                        "jdk.JVMInformation",
                        ChunkBuilder.fields(chunk.startTicks, 0).number(pid).number(pid))
                .build();
    }
}
