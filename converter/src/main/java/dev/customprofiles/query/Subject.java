package dev.customprofiles.query;

import java.io.Closeable;
import java.io.IOException;

/** A source of recordings that can be opened repeatedly: files, or a process that is writing a recording. */
public interface Subject extends Closeable {

    /** Returns the user's name for it, for messages. */
    String name();

    /** Opens the recording up to now. The caller must close it. */
    Input open() throws IOException;

    /** Returns a version object, which stays equal as long as answers stay the same. */
    Object version() throws IOException;

    /** Returns whether the recording continues, so that callers can wait for more. */
    default boolean goesOn() {
        return false;
    }

    /** Waits until everything up to an instant can be read; returns at once if the recording has ended. */
    default void await(long nanos) throws IOException, InterruptedException {}

    /**
     * Triggers a garbage collection in the process, if there is one.
     *
     * @return the instant by which collected objects have left the profiles
     */
    default long collectGarbage() throws IOException {
        return Long.MIN_VALUE;
    }

    /** Restores everything as it was found. */
    @Override
    default void close() throws IOException {}
}
