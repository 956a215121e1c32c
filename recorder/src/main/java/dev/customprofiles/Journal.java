package dev.customprofiles;

/** Where the recorder reports what happens. This one reports nothing, and is in use where there is no JDK Flight Recorder. */
class Journal {

    static final Journal INSTANCE = open();

    /** A module that is not there, a security manager that forbids: whatever the reason, the application goes on without. */
    private static Journal open() {
        try {
            return JfrJournal.open();
        } catch (Throwable unavailable) {
            return new Journal();
        }
    }

    /**
     * Asks to be called back while a recording is on.
     *
     * @param eachSecond about once a second
     * @param atChunkStart at the start of each chunk
     * @param atChunkEnd before a chunk ends
     */
    void schedule(Runnable eachSecond, Runnable atChunkStart, Runnable atChunkEnd) {}

    /** Whether adding an object is recorded at the moment. */
    boolean recordsAdds() {
        return false;
    }

    void added(LiveObject object, Class<?> objectClass, int skip, long weight) {}

    void removed(Departure departure) {}

    void collected(Departure departure) {}

    /** Reports that events of a profile could not be written. */
    void lost(Profile profile, long events) {}

    /** Opens the header of a profile's snapshot: from this instant on it holds. */
    Header snapshot(Profile profile, int epoch) {
        return Header.NONE;
    }

    /** A snapshot's header, until it is known what it says. */
    interface Header {

        Header NONE = (cut, live) -> {};

        /** @param live all objects of the cut */
        void write(Cut cut, SiteCount live);
    }

    /** Reports a row of a snapshot. */
    void row(int epoch, SiteCount row, long site, String frames) {}

    /** Reports a frame that rows refer to. */
    void frame(int epoch, int number, StackTraceElement frame) {}
}
