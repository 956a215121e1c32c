package dev.customprofiles.reader;

import java.io.IOException;

/**
 * A task of {@link Recording#process} for one chunk. Called by several threads at a time, for different chunks.
 *
 * @param <R> the type of the result
 */
@FunctionalInterface
public interface ChunkTask<R> {
    /** Reads a chunk. The result may be null; results are passed on in the order of the chunks. */
    R run(Chunk chunk) throws IOException;
}
