package dev.customprofiles.reader;

import java.nio.ByteBuffer;

/**
 * The 68 bytes at the start of a chunk, big-endian (HotSpot, jfrChunkWriter.cpp).
 *
 * @param size of the chunk, header included; of an unfinished chunk, up to its last flush
 * @param checkpointOffset where the last checkpoint is, from the start of the chunk
 * @param metadataOffset where the metadata is, from the start of the chunk; 0 before the first flush
 * @param startNanos the wall clock at the start, since 1970
 * @param startTicks the clock that events use, at the same instant
 * @param generation 0 when the chunk is finished, 255 while the JVM changes the header, else the number of flushes
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

    /** Parses a header, whatever is in it, or returns null when the magic bytes are not there. */
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

    /** Why the chunk cannot be read although nothing is wrong with it, or null. */
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

    /** What can be true of a header: anything else is chance, or damage. */
    boolean isPlausible() {
        return ticksPerSecond > 0
                && ticksPerSecond <= FASTEST_CLOCK
                && startNanos > 0
                && metadataOffset >= 0
                && checkpointOffset >= 0;
    }

    /** Whether what the header points at is inside of the chunk. */
    boolean fitsItsSize() {
        return metadataOffset < size && checkpointOffset < size;
    }

    boolean isFinished() {
        return generation == 0;
    }

    boolean isBeingChanged() {
        return generation == BEING_CHANGED;
    }

    /** Both describe the same chunk, maybe at different moments of its life. */
    boolean sameChunk(ChunkHeader other) {
        return startNanos == other.startNanos
                && startTicks == other.startTicks
                && ticksPerSecond == other.ticksPerSecond
                && minor == other.minor;
    }

    /** The instant of a tick, in nanoseconds since 1970; computed as the JDK does, to agree with its last digit. */
    long nanosOf(long ticks) {
        return startNanos + spanNanos(ticks - startTicks);
    }

    /** The length of a number of ticks. */
    long spanNanos(long ticks) {
        return (long) (ticks / (ticksPerSecond / 1e9));
    }
}
