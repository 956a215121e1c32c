package dev.customprofiles.builtin;

import dev.customprofiles.reader.Chunk;
import dev.customprofiles.reader.Recording;
import java.io.IOException;

/**
 * A half-open time range in nanoseconds since the epoch: the start is included and the end is not, so adjacent ranges
 * count nothing twice.
 */
public record TimeRange(long fromNanos, long toNanos) {

    /** All time, including events that began before the recording. */
    public static final TimeRange ALL = new TimeRange(Long.MIN_VALUE, Long.MAX_VALUE);

    /** Returns all time up to an instant, inclusive. */
    public static TimeRange upTo(long atNanos) {
        return new TimeRange(Long.MIN_VALUE, atNanos == Long.MAX_VALUE ? atNanos : atNanos + 1);
    }

    /**
     * Returns whether the range contains an instant. A range without an end contains all instants from its start on.
     */
    boolean contains(long nanos) {
        return fromNanos <= nanos && (nanos < toNanos || toNanos == Long.MAX_VALUE);
    }

    /** Returns whether a chunk may have events in the range. */
    boolean mayHold(Chunk chunk) {
        return fromNanos <= chunk.reachNanos() && chunk.startNanos() - Chunk.LATE_NANOS <= toNanos;
    }

    /** Returns the last instant of the recording that is in the range. */
    long endsAt(Recording recording) throws IOException {
        return Math.min(toNanos - 1, recording.endNanos());
    }
}
