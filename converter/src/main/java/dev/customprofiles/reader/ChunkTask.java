package dev.customprofiles.reader;

import java.io.IOException;

/**
 * What {@link Recording#process} does with one chunk. Called on several threads at a time, for different chunks.
 *
 * @param <R> what comes out of a chunk
 */
@FunctionalInterface
public interface ChunkTask<R> {
    /** Reads a chunk. What it returns may be null, and is handed on in the order of the chunks. */
    R run(Chunk chunk) throws IOException;
}
