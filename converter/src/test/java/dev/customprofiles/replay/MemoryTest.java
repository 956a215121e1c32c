package dev.customprofiles.replay;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.customprofiles.ChildJvm;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class MemoryTest {

    /** What 300,000 rows of snapshots take is several times as much. */
    private static final String HEAP = "-Xmx20m";

    private static final int CHUNKS = 300;

    @TempDir
    Path folder;

    @Test
    void memoryFollowsWhatIsLiveAndNotTheNumberOfChunksAndSnapshots() throws Exception {
        Path file = folder.resolve("many.jfr");
        ManyChunks.write(file, CHUNKS, 1);
        int live = ManyChunks.SITES + ManyChunks.ADDED;
        assertEquals(
                List.of(
                        live + " live from " + ManyChunks.SITES + " sites, "
                                + (ManyChunks.SITES + CHUNKS * ManyChunks.ADDED) + " added, at most "
                                + (ManyChunks.SITES + 2 * ManyChunks.ADDED),
                        "0 drifts, 0 orphans",
                        "true"),
                ChildJvm.run(ManyChunks.class, List.of(HEAP), file));
    }
}
