package dev.customprofiles.fleet;

import java.io.Serializable;

/**
 * The time that a chunk spans, and the JVM that wrote it.
 *
 * @param jvm the JVM, by its process id and the time at which it started
 * @param startNanos nanoseconds since the epoch
 * @param endNanos nanoseconds since the epoch
 */
record JvmChunk(String jvm, long startNanos, long endNanos) implements Serializable {

    /**
     * Returns whether one JVM cannot have written both. A JVM writes its chunks one after the other; a chunk that was copied twice
     * begins at one time. Clocks may differ a little, so a small overlap proves nothing.
     */
    boolean contradicts(JvmChunk other) {
        if (!jvm.equals(other.jvm) || startNanos == other.startNanos) {
            return false;
        }
        long overlap = Math.min(endNanos, other.endNanos) - Math.max(startNanos, other.startNanos);
        return overlap > Math.min(endNanos - startNanos, other.endNanos - other.startNanos) / 4;
    }
}
