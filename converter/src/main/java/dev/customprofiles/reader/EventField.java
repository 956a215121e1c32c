package dev.customprofiles.reader;

import java.util.Objects;

/**
 * A field of an event type, as described by the metadata of a chunk.
 *
 * @param name the name, with dots for a field of an inline structure: {@code heapSpace.start}
 * @param typeName the type: {@code long}, {@code java.lang.String}, {@code jdk.types.StackTrace} ...
 * @param array whether the field holds any number of values
 * @param reference whether the event holds a key to a constant pool in place of the value
 * @param unit the unit of the number
 * @param label the display name, or null if the recording has none
 */
public record EventField(String name, String typeName, boolean array, boolean reference, Unit unit, String label) {
    public EventField {
        Objects.requireNonNull(name);
        Objects.requireNonNull(typeName);
        Objects.requireNonNull(unit);
    }

    /**
     * The unit of a number, from the annotations {@code jdk.jfr.Timespan}, {@code Timestamp} and {@code DataAmount}.
     */
    public enum Unit {
        /** A plain number, or not a number. */
        NONE,
        /** A duration; {@link ChunkReader#nanosAt} returns it in nanoseconds. */
        TIMESPAN,
        /** An instant; {@link ChunkReader#nanosAt} returns it in nanoseconds since the epoch. */
        TIMESTAMP,
        /** Bytes. */
        BYTES,
        /** Bits. */
        BITS
    }
}
