package dev.customprofiles.reader;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Sizes and offsets that need more than 32 bits, in files that are mostly holes. */
class LargeFilesTest {
    private static final long GIGABYTE = 1L << 30;

    @TempDir
    Path folder;

    private static ChunkBuilder chunk(int number, long hole) {
        ChunkBuilder chunk = ChunkBuilder.tiny(3);
        chunk.startNanos += number * chunk.durationNanos;
        chunk.startTicks += number * chunk.durationNanos;
        if (hole > 0) {
            chunk.hole(hole);
        }
        chunk.write("tiny.Event", ChunkBuilder.tinyFields(4));
        // The way back to the checkpoint with the constants leads across the hole.
        return chunk.checkpoint().metadata();
    }

    @Test
    void chunksAndOffsetsMayBeLargerThanFourGigabytes() throws Exception {
        Path file = folder.resolve("large.jfr");
        try (FileChannel channel = FileChannel.open(
                file, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE, StandardOpenOption.SPARSE)) {
            long end = 0;
            long[] holes = {0, 5 * GIGABYTE, 3 * GIGABYTE, 0};
            for (int i = 0; i < holes.length; i++) {
                end = chunk(i, holes[i]).writeTo(channel, end);
            }
        }
        try (Recording recording = Recording.open(List.of(file))) {
            assertEquals(4, recording.chunks().size());
            for (Chunk chunk : recording.chunks()) {
                try (ChunkReader reader = chunk.read(EventSelection.of("tiny.Event", "id", "stackTrace", "thread"))) {
                    for (long id = 1; id <= 4; id++) {
                        assertEquals(0, reader.next());
                        assertEquals(id, reader.longAt(0));
                        assertEquals(2, reader.stackTraceAt(1).frames().size());
                        assertEquals("worker", reader.stringAt(2));
                    }
                    assertEquals(-1, reader.next());
                }
            }
            assertEquals(List.of(), recording.damage());
        }
    }
}
