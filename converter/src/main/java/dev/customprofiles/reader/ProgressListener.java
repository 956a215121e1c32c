package dev.customprofiles.reader;

/**
 * Receives the progress of reading a {@link Recording}: while a compressed file is unpacked, and in each round over the
 * chunks. An answer may take several rounds. Called often, and by several reading threads at a time, so it should
 * return quickly.
 */
public interface ProgressListener {

    /** Ignores progress. */
    ProgressListener NONE = new ProgressListener() {
        @Override
        public void begin(long bytes) {}

        @Override
        public void advance(long bytes) {}

        @Override
        public void end() {}
    };

    /**
     * Starts a round: a file of this size is about to be unpacked, or chunks of this total size are about to be read.
     */
    void begin(long bytes);

    /** Adds processed bytes, whether they were read or skipped. */
    void advance(long bytes);

    /**
     * Ends the round, completed or aborted. Later calls of {@link #advance} by threads of that round are meaningless.
     */
    void end();
}
