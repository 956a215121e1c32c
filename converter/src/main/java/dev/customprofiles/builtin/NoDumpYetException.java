package dev.customprofiles.builtin;

import java.io.IOException;

/** The heap at an instant before its objects were written for the first time. */
public final class NoDumpYetException extends IOException {

    private static final long serialVersionUID = 1L;

    private final long firstNanos;

    NoDumpYetException(long firstNanos) {
        super("no dump of the heap's objects before " + firstNanos);
        this.firstNanos = firstNanos;
    }

    /** The first instant at which the heap is known, in nanoseconds since the epoch. */
    public long firstNanos() {
        return firstNanos;
    }
}
