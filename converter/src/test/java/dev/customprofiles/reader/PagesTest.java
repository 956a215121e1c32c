package dev.customprofiles.reader;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A window has the requested bytes, regardless of earlier reads. */
class PagesTest {
    private static final int PAGE = 1 << 15;

    @TempDir
    Path folder;

    @Test
    void aPageInThePlaceOfTheShortLastOneIsWhole() throws Exception {
        byte[] bytes = bytes(65 * PAGE + 100);
        try (Bytes file = open(bytes)) {
            Pages pages = new Pages(file, bytes.length);
            check(bytes, pages.at(bytes.length - 10, 1), bytes.length - 10, 1);
            check(bytes, pages.at(PAGE + 30_000, 1), PAGE + 30_000, PAGE);
        }
    }

    @Test
    void windowsInAnyOrderHaveWhatWasAskedFor() throws Exception {
        byte[] bytes = bytes(200 * PAGE + 77);
        Random random = new Random(1);
        try (Bytes file = open(bytes)) {
            for (int end : new int[] {bytes.length, 64 * PAGE, 64 * PAGE + 1, 65 * PAGE + PAGE / 2, PAGE, 100}) {
                Pages pages = new Pages(file, end);
                for (int i = 0; i < 3_000; i++) {
                    int offset = i % 7 == 0 ? end - 1 - random.nextInt(100) : random.nextInt(end);
                    int size = i % 5 == 0 ? PAGE + random.nextInt(4 * PAGE) : 1;
                    check(Arrays.copyOf(bytes, end), pages.at(offset, size), offset, Math.max(size, PAGE));
                }
            }
        }
    }

    @Test
    void stacksAreFoundAfterTheLastPageOfALargeChunkWasRead() throws Exception {
        ChunkBuilder chunk = new ChunkBuilder();
        chunk.event("tiny.Event", "text:java.lang.String").metadata();
        chunk.write("tiny.Event", ChunkBuilder.fields(1, 1).raw(2).number(9));
        padTo(chunk, PAGE + PAGE / 2);
        chunk.usualCheckpoint();
        // 64 pages on, so in the same place, and shorter.
        padTo(chunk, 65 * PAGE + 100);
        chunk.checkpoint(
                chunk.pool("java.lang.String", 1, new Encoder().number(9).latin1("of the last page")));
        Path path = RecordingChecks.write(folder.resolve("large.jfr"), chunk.build());
        try (Recording recording = Recording.open(List.of(path))) {
            try (ChunkReader events =
                    recording.chunks().get(0).read(EventSelection.of("tiny.Event", "text", "stackTrace"))) {
                assertEquals(0, events.next());
                assertEquals("of the last page", events.stringAt(0));
                assertEquals(2, events.stackTraceAt(1).frames().size());
            }
            assertEquals(List.of(), recording.damage());
        }
    }

    private static void padTo(ChunkBuilder chunk, long position) {
        while (chunk.position() < position) {
            chunk.write("tiny.Event", ChunkBuilder.fields(2, 0).latin1("z".repeat(100)));
        }
    }

    private static byte[] bytes(int length) {
        byte[] bytes = new byte[length];
        new Random(length).nextBytes(bytes);
        return bytes;
    }

    private Bytes open(byte[] bytes) throws Exception {
        Path path = Files.write(folder.resolve("bytes"), bytes);
        return Bytes.of(path, FileChannel.open(path));
    }

    private static void check(byte[] bytes, Window window, int offset, int size) {
        int from = offset - (int) window.base;
        int length = Math.min(size, bytes.length - offset);
        assertTrue(from >= 0 && from + length <= window.limit, offset + ": " + window.base + ", " + window.limit);
        assertArrayEquals(
                Arrays.copyOfRange(bytes, offset, offset + length),
                Arrays.copyOfRange(window.bytes, from, from + length));
    }
}
