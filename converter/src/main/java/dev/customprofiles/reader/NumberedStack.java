package dev.customprofiles.reader;

/**
 * A stack trace with numbered frames. Stacks share most of their frames; with numbers, each frame of a chunk is
 * processed once.
 *
 * @param frames numbers for {@link ChunkReader#frame}, leaf first; valid only for the same chunk reader
 * @param truncated as in {@link StackTrace}
 */
public record NumberedStack(int[] frames, boolean truncated) {}
