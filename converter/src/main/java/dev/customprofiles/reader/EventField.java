package dev.customprofiles.reader;

import java.util.Objects;

/**
 * A field of an event type, as one chunk's metadata describes it.
 *
 * @param name the name, with dots for a field of a structure that is written inline: {@code heapSpace.start}
 * @param typeName the type: {@code long}, {@code java.lang.String}, {@code jdk.types.StackTrace} ...
 * @param array the field holds any number of values
 * @param reference the event holds a key, the value is in a constant pool
 * @param unit what the number counts
 * @param label the name for people, or null when the recording has none
 */
public record EventField(String name, String typeName, boolean array, boolean reference, Unit unit, String label) {
    public EventField {
        Objects.requireNonNull(name);
        Objects.requireNonNull(typeName);
        Objects.requireNonNull(unit);
    }

    /** What a number counts, from the annotations {@code jdk.jfr.Timespan}, {@code Timestamp} and {@code DataAmount}. */
    public enum Unit {
        /** A plain number, or no number at all. */
        NONE,
        /** A length of time; {@link ChunkReader#nanosAt} gives it in nanoseconds. */
        TIMESPAN,
        /** An instant; {@link ChunkReader#nanosAt} gives it in nanoseconds since 1970. */
        TIMESTAMP,
        /** Bytes. */
        BYTES,
        /** Bits. */
        BITS
    }
}
