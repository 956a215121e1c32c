package dev.customprofiles.reader;

/**
 * Is told how far the reading of a {@link Recording} has come: while a compressed file is unpacked, and in each round over
 * the chunks, of which an answer may take several. Called by the threads that read, several at a time, and often: it ought
 * to return soon.
 */
public interface ProgressListener {

    /** Takes no notice. */
    ProgressListener NONE = new ProgressListener() {
        @Override
        public void begin(long bytes) {}

        @Override
        public void advance(long bytes) {}

        @Override
        public void end() {}
    };

    /** A file of so many bytes is about to be unpacked, or chunks of so many in all to be gone through. */
    void begin(long bytes);

    /** So many more of those bytes are behind us, whether anything in them was wanted or not. */
    void advance(long bytes);

    /** That is over, done or given up; what a thread still says of it that is late means nothing. */
    void end();
}
