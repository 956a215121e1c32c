package dev.customprofiles.reader;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assertions.fail;

import com.sun.management.ThreadMXBean;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Broken files give an answer or an IOException, in little time and memory, and what is whole in them. */
class DamageTest {
    private static final long MOST_BYTES = 200L << 20;
    private static final long MOST_NANOS = 10_000_000_000L;

    @TempDir
    Path folder;

    @Test
    void aChunkThatIsCutAnywhereGivesTheEventsBeforeTheCut() throws Exception {
        ChunkBuilder chunk = ChunkBuilder.tiny(20);
        byte[] whole = chunk.build();
        int events = 0;
        for (int length = 0; length <= whole.length; length++) {
            Path file = RecordingChecks.write(folder.resolve("cut.jfr"), Arrays.copyOf(whole, length));
            try (Recording recording = Recording.open(List.of(file))) {
                List<Long> ids = RecordingChecks.longs(recording, "tiny.Event", "id");
                assertEquals(LongStream.rangeClosed(1, ids.size()).boxed().toList(), ids);
                assertTrue(ids.size() >= events, "fewer events with more bytes: " + length);
                events = ids.size();
                RecordingChecks.readAll(recording);
                assertEquals(length == whole.length, recording.chunks().get(0).finished());
                long lost = recording.damage().stream()
                        .filter(damage -> !damage.reason().contains("stack"))
                        .mapToLong(Damage::bytes)
                        .sum();
                assertEquals(whole.length - length, lost - partOfAnEvent(recording, length), "cut at " + length);
            } catch (CorruptRecordingException e) {
                assertEquals(0, events, "cut at " + length + ": " + e.getMessage());
                assertTrue(e.getMessage().contains("cut.jfr"), e.getMessage());
            }
        }
        assertEquals(20, events);
    }

    /** What is there of the event that was cut. */
    private static long partOfAnEvent(Recording recording, int length) {
        Chunk chunk = recording.chunks().get(0);
        return length - chunk.offset() - chunk.size();
    }

    @Test
    void aChunkThatIsCutAnywhereLeavesItsNeighbourAlone() throws Exception {
        byte[] first = ChunkBuilder.tiny(5).build();
        ChunkBuilder later = ChunkBuilder.tiny(7);
        later.startNanos += 1_000_000_000;
        later.startTicks += 1_000_000_000;
        byte[] second = later.build();
        for (int length = 0; length < first.length; length++) {
            Path file = RecordingChecks.write(folder.resolve("two.jfr"), Arrays.copyOf(first, length), second);
            try (Recording recording = Recording.open(List.of(file))) {
                Chunk last = recording.chunks().get(recording.chunks().size() - 1);
                assertEquals(length, last.offset());
                assertEquals(7, RecordingChecks.longs(last, "tiny.Event", "id").size());
            }
        }
    }

    @Test
    void everyByteOfASmallFileMayBeAnything() throws Exception {
        byte[] whole = ChunkBuilder.tiny(4).build();
        for (int at = 0; at < whole.length; at++) {
            for (int value : new int[] {0, 0xff}) {
                byte[] broken = whole.clone();
                broken[at] = (byte) value;
                survives(broken, "byte " + at + " = " + value);
            }
        }
    }

    @Test
    void randomDamageToASmallFileIsSurvived() throws Exception {
        byte[] first = ChunkBuilder.tiny(10).build();
        ChunkBuilder later = ChunkBuilder.tiny(10);
        later.startNanos += 1_000_000_000;
        byte[] both = new Encoder().raw(first).raw(later.build()).bytes();
        mutate(both, 1, Integer.getInteger("customprofiles.mutations", 1000));
    }

    @Test
    void randomDamageToARealFileIsSurvived() throws Exception {
        Path file = folder.resolve("real.jfr");
        SampleEvents.record(file, 2, chunk -> {
            for (int i = 0; i < 15; i++) {
                SampleEvents.everything(i);
                SampleEvents.add("pool", i, i);
            }
        });
        mutate(Files.readAllBytes(file), 2, Integer.getInteger("customprofiles.mutations", 1000) / 10);
    }

    private void mutate(byte[] whole, long seed, int times) throws IOException {
        Random random = new Random(seed);
        for (int i = 0; i < times; i++) {
            byte[] broken = whole.clone();
            int changes = 1 + random.nextInt(8);
            for (int c = 0; c < changes; c++) {
                int at = random.nextInt(broken.length);
                switch (random.nextInt(6)) {
                    case 0 -> broken[at] = (byte) random.nextInt();
                    case 1 -> broken[at] ^= (byte) (1 << random.nextInt(8));
                    case 2 -> Arrays.fill(broken, at, Math.min(broken.length, at + random.nextInt(40)), (byte) 0xff);
                    case 3 -> Arrays.fill(broken, at, Math.min(broken.length, at + random.nextInt(40)), (byte) 0);
                    case 4 -> {
                        int from = random.nextInt(broken.length);
                        int length = Math.min(random.nextInt(60), broken.length - Math.max(at, from));
                        System.arraycopy(broken, from, broken, at, length);
                    }
                    default -> broken = Arrays.copyOf(broken, Math.max(1, at));
                }
            }
            survives(broken, "seed " + seed + ", round " + i);
        }
    }

    private void survives(byte[] bytes, String what) throws IOException {
        Path file = Files.write(folder.resolve("broken.jfr"), bytes);
        ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
        long allocated = threads.getCurrentThreadAllocatedBytes();
        long start = System.nanoTime();
        try {
            RecordingChecks.readAll(file);
        } catch (CorruptRecordingException e) {
            assertTrue(e.getMessage().startsWith(file.toString()), e.getMessage());
        } catch (RuntimeException | Error e) {
            fail(what, e);
        }
        long nanos = System.nanoTime() - start;
        assertTrue(nanos < MOST_NANOS, what + " took " + nanos + " ns");
        allocated = threads.getCurrentThreadAllocatedBytes() - allocated;
        assertTrue(allocated < MOST_BYTES, what + " allocated " + allocated + " bytes");
    }
}
