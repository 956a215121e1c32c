package dev.customprofiles.reader;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A real JVM's repository: read while it is written, after kill -9, and two of them together. */
class LiveJvmTest {
    @TempDir
    Path folder;

    /** Records ids from 1 on, a thousand per line of output, until it is killed. */
    static final class Recorder {
        private Recorder() {}

        public static void main(String[] args) throws Exception {
            long id = 0;
            while (id < 10_000_000) {
                for (int i = 0; i < 1000; i++) {
                    SampleEvents.add("pool", ++id, 5);
                }
                if (id % 4000 == 0) {
                    SampleEvents.rotate();
                }
                System.out.println(id);
                Thread.sleep(100);
            }
        }
    }

    private Process start(Path repository) throws IOException {
        return new ProcessBuilder(
                        ProcessHandle.current().info().command().orElseThrow(),
                        "-Xmx128m",
                        "-XX:StartFlightRecording",
                        "-XX:FlightRecorderOptions:repository=" + repository,
                        "-cp",
                        System.getProperty("java.class.path"),
                        Recorder.class.getName())
                .redirectErrorStream(true)
                .start();
    }

    /** Waits until so many ids were recorded. */
    private static void await(Process process, long ids) throws IOException {
        BufferedReader out = new BufferedReader(new InputStreamReader(process.getInputStream()));
        for (String line = out.readLine(); line != null; line = out.readLine()) {
            if (line.matches("\\d+") && Long.parseLong(line) >= ids) {
                return;
            }
        }
        throw new IOException("the JVM ended");
    }

    @Test
    void aRepositoryIsReadWhileItIsWrittenAndAfterTheJvmWasKilled() throws Exception {
        Process process = start(folder);
        try {
            await(process, 6000);
            for (int i = 0; i < 20; i++) {
                try (Recording recording = Recording.open(List.of(folder))) {
                    List<Long> ids = ids(recording);
                    assertTrue(ids.size() >= 4000, "ids: " + ids.size());
                }
                await(process, 6000 + 300 * i);
            }
        } finally {
            process.destroyForcibly().waitFor(10, TimeUnit.SECONDS);
        }
        try (Recording recording = Recording.open(List.of(folder))) {
            List<Long> ids = ids(recording);
            assertTrue(ids.size() >= 8_000, "ids: " + ids.size());
            List<Chunk> chunks = recording.chunks();
            assertTrue(chunks.size() >= 3, chunks.toString());
            assertTrue(chunks.stream().allMatch(chunk -> chunk.jvm() == 0));
        }
    }

    /** All ids that were recorded, none twice and none missing; even those of one thread may be out of order. */
    private static List<Long> ids(Recording recording) throws IOException {
        List<Long> ids = new ArrayList<>(RecordingChecks.longs(recording, "sample.Add", "id"));
        ids.sort(null);
        for (int i = 0; i < ids.size(); i++) {
            assertEquals(i + 1, ids.get(i));
        }
        for (Chunk chunk : recording.chunks()) {
            try (ChunkReader reader = chunk.read(EventSelection.of("sample.Add", "stackTrace"))) {
                while (reader.next() >= 0) {
                    assertEquals(
                            SampleEvents.class.getName(),
                            reader.stackTraceAt(0).frames().get(0).className());
                }
            }
        }
        return ids;
    }

    @Test
    void twoJvmsConcatenatedAreReadAsTwo() throws Exception {
        Path one = Files.createDirectory(folder.resolve("one"));
        Path other = Files.createDirectory(folder.resolve("other"));
        Process first = start(one);
        Process second = start(other);
        try {
            await(first, 5000);
            await(second, 5000);
        } finally {
            first.destroyForcibly().waitFor(10, TimeUnit.SECONDS);
            second.destroyForcibly().waitFor(10, TimeUnit.SECONDS);
        }
        Path both = folder.resolve("both.jfr");
        Encoder all = new Encoder();
        long[] expected = new long[2];
        int i = 0;
        for (Path repository : List.of(one, other)) {
            try (Recording recording = Recording.open(List.of(repository))) {
                expected[i++] = ids(recording).size();
                for (Chunk chunk : recording.chunks()) {
                    all.raw(Arrays.copyOf(Files.readAllBytes(chunk.file()), (int) chunk.size()));
                }
            }
        }
        Files.write(both, all.bytes());
        try (Recording recording = Recording.open(List.of(both))) {
            long[] counts = new long[2];
            Set<String> seen = new HashSet<>();
            for (Chunk chunk : recording.chunks()) {
                for (long id : RecordingChecks.longs(chunk, "sample.Add", "id")) {
                    counts[chunk.jvm()]++;
                    assertTrue(
                            seen.add(chunk.jvm() + ":" + id), recording.chunks().toString());
                }
            }
            assertTrue(Arrays.equals(expected, counts) || expected[0] == counts[1] && expected[1] == counts[0]);
            assertTrue(counts[0] >= 4000 && counts[1] >= 4000, counts[0] + " and " + counts[1]);
        }
        assertTrue(MissionControl.compare(both) > 5 * (expected[0] + expected[1]));
    }
}
