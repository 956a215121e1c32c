package dev.customprofiles.builtin;

import java.io.IOException;

/** Thrown for the heap at an instant before the first dump of its objects. */
public final class NoDumpYetException extends IOException {

    private static final long serialVersionUID = 1L;

    private final long firstNanos;

    NoDumpYetException(long firstNanos) {
        super("no dump of the heap's objects before " + firstNanos);
        this.firstNanos = firstNanos;
    }

    /** Returns the first instant at which the heap is known, in nanoseconds since the epoch. */
    public long firstNanos() {
        return firstNanos;
    }
}
