package dev.customprofiles.reader;

import java.nio.ByteBuffer;

/**
 * The 68 bytes at the start of a chunk, big-endian (HotSpot, jfrChunkWriter.cpp).
 *
 * @param size size of the chunk, including the header; for an unfinished chunk, up to its last flush
 * @param checkpointOffset offset of the last checkpoint from the start of the chunk
 * @param metadataOffset offset of the metadata from the start of the chunk; 0 before the first flush
 * @param startNanos the wall clock at the start, in nanoseconds since the epoch
 * @param startTicks the clock of events at the same instant, in ticks
 * @param generation 0 if the chunk is finished, 255 while the JVM changes the header, otherwise the number of flushes
 */
record ChunkHeader(
        int major,
        int minor,
        long size,
        long checkpointOffset,
        long metadataOffset,
        long startNanos,
        long durationNanos,
        long startTicks,
        long ticksPerSecond,
        int generation,
        int flags) {
    static final int SIZE = 68;
    static final int MAGIC = 'F' << 24 | 'L' << 16 | 'R' << 8;

    private static final int BEING_CHANGED = 255;
    private static final int COMPRESSED_INTEGERS = 1;
    private static final int FINAL_CHUNK = 2;
    private static final long FASTEST_CLOCK = 1_000_000_000_000L;

    /** Parses a header without validating it; returns null if the magic bytes are missing. */
    static ChunkHeader parse(byte[] bytes, int position) {
        ByteBuffer b = ByteBuffer.wrap(bytes, position, SIZE).slice();
        if (b.getInt(0) != MAGIC) {
            return null;
        }
        return new ChunkHeader(
                b.getShort(4) & 0xffff,
                b.getShort(6) & 0xffff,
                b.getLong(8),
                b.getLong(16),
                b.getLong(24),
                b.getLong(32),
                b.getLong(40),
                b.getLong(48),
                b.getLong(56),
                b.get(64) & 0xff,
                b.getShort(66) & 0xffff);
    }

    /** Returns why a valid chunk cannot be read, or null. */
    String unsupported() {
        if (major < 2) {
            return "made by JDK " + (major == 0 ? "7 or 8" : "9 or 10") + " (format version " + major + '.' + minor
                    + "): not supported";
        }
        if (major > 2 || minor > 1) {
            return "format version " + major + '.' + minor + ": not supported";
        }
        if ((flags & COMPRESSED_INTEGERS) == 0) {
            return "integers are not compressed: not supported";
        }
        if ((flags & ~(COMPRESSED_INTEGERS | FINAL_CHUNK)) != 0) {
            return "unknown flags 0x" + Integer.toHexString(flags) + " in the chunk header: not supported";
        }
        return null;
    }

    /** Returns whether the values can be those of a real header, rather than random bytes or damage. */
    boolean isPlausible() {
        return ticksPerSecond > 0
                && ticksPerSecond <= FASTEST_CLOCK
                && startNanos > 0
                && metadataOffset >= 0
                && checkpointOffset >= 0;
    }

    /** Returns whether the header points only inside the chunk. */
    boolean fitsItsSize() {
        return metadataOffset < size && checkpointOffset < size;
    }

    boolean isFinished() {
        return generation == 0;
    }

    boolean isBeingChanged() {
        return generation == BEING_CHANGED;
    }

    /** Returns whether both describe the same chunk, possibly at different times. */
    boolean sameChunk(ChunkHeader other) {
        return startNanos == other.startNanos
                && startTicks == other.startTicks
                && ticksPerSecond == other.ticksPerSecond
                && minor == other.minor;
    }

    /** Converts ticks to nanoseconds since the epoch; computed like in the JDK, so that even the last digit agrees. */
    long nanosOf(long ticks) {
        return startNanos + spanNanos(ticks - startTicks);
    }

    /** Converts a number of ticks to nanoseconds. */
    long spanNanos(long ticks) {
        return (long) (ticks / (ticksPerSecond / 1e9));
    }
}
