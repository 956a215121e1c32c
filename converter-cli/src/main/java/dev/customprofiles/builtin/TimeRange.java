package dev.customprofiles.builtin;

import dev.customprofiles.reader.Chunk;
import dev.customprofiles.reader.Recording;

/**
 * A stretch of time: from its start on, up to but without its end, so that ranges which follow one another count nothing
 * twice. In nanoseconds since the epoch.
 */
public record TimeRange(long fromNanos, long toNanos) {

    /** Everything, also what began before the recording. */
    public static final TimeRange ALL = new TimeRange(Long.MIN_VALUE, Long.MAX_VALUE);

    /** How late an event may be committed, so that it is in a later chunk than its time says; with room to spare. */
    private static final long LATE_NANOS = 2_000_000_000L;

    /** Everything up to an instant, which is part of it. */
    public static TimeRange upTo(long atNanos) {
        return new TimeRange(Long.MIN_VALUE, atNanos == Long.MAX_VALUE ? atNanos : atNanos + 1);
    }

    /** Whether it holds an instant; without an end, all that comes after its start. */
    boolean contains(long nanos) {
        return fromNanos <= nanos && (nanos < toNanos || toNanos == Long.MAX_VALUE);
    }

    /** Whether a chunk may have events of a time in the range. */
    boolean mayHold(Chunk chunk) {
        boolean after = fromNanos == Long.MIN_VALUE || chunk.endNanos() >= fromNanos - LATE_NANOS;
        return after && chunk.startNanos() - LATE_NANOS <= toNanos;
    }

    /** The last instant in it that the recording has. */
    long endsAt(Recording recording) {
        return Math.min(toNanos - 1, recording.endNanos());
    }
}
