package dev.customprofiles.builtin;

import dev.customprofiles.reader.Chunk;
import dev.customprofiles.reader.Recording;
import java.io.IOException;

/**
 * A stretch of time: from its start on, up to but without its end, so that ranges which follow one another count nothing
 * twice. In nanoseconds since the epoch.
 */
public record TimeRange(long fromNanos, long toNanos) {

    /** Everything, also what began before the recording. */
    public static final TimeRange ALL = new TimeRange(Long.MIN_VALUE, Long.MAX_VALUE);

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
        return fromNanos <= chunk.reachNanos() && chunk.startNanos() - Chunk.LATE_NANOS <= toNanos;
    }

    /** The last instant in it that the recording has. */
    long endsAt(Recording recording) throws IOException {
        return Math.min(toNanos - 1, recording.endNanos());
    }
}
