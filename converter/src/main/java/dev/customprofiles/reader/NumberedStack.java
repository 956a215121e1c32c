package dev.customprofiles.reader;

/**
 * A stack trace by the numbers of its frames. Stacks have most of their frames in common: with numbers, each frame of a
 * chunk is looked at once.
 *
 * @param frames for {@link ChunkReader#frame}, the leaf first; of one chunk reader only
 * @param truncated as in {@link StackTrace}
 */
public record NumberedStack(int[] frames, boolean truncated) {}
