package dev.customprofiles.query;

import java.io.Closeable;
import java.io.IOException;

/** What can be asked again and again: recordings in files, or a process that writes one. */
public interface Subject extends Closeable {

    /** What users call it, for messages. */
    String name();

    /** What has been recorded up to now. The caller closes it. */
    Input open() throws IOException;

    /** Something that is equal to an earlier one as long as the answers are what they were then. */
    Object version() throws IOException;

    /** Whether more is being recorded, so that one can wait for it. */
    default boolean goesOn() {
        return false;
    }

    /** Waits until everything up to an instant can be read; where nothing more comes, not at all. */
    default void await(long nanos) throws IOException, InterruptedException {}

    /**
     * Collects the garbage of the process, as far as there is one.
     *
     * @return the instant at which what was collected has left the profiles
     */
    default long collectGarbage() throws IOException {
        return Long.MIN_VALUE;
    }

    /** Leaves everything as it was found. */
    @Override
    default void close() throws IOException {}
}
