package dev.customprofiles;

/**
 * Receives what happens in profiles. This implementation discards it; it is used where JDK Flight Recorder is
 * unavailable.
 */
class Journal {

    static final Journal INSTANCE = open();

    /**
     * If JFR fails for any reason, such as a missing module or a security manager, the application runs on without it.
     */
    private static Journal open() {
        try {
            return JfrJournal.open();
        } catch (Throwable unavailable) {
            return new Journal();
        }
    }

    /**
     * Schedules callbacks for as long as a recording runs.
     *
     * @param eachSecond about once a second
     * @param atChunkStart at the start of each chunk
     * @param atChunkEnd before a chunk ends
     */
    void schedule(Runnable eachSecond, Runnable atChunkStart, Runnable atChunkEnd) {}

    /** Ends reporting for good: no more callbacks, no more events. */
    void end() {}

    /** Returns whether Add events are recorded at the moment. */
    boolean recordsAdds() {
        return false;
    }

    void added(LiveObject object, Class<?> objectClass, int skip, long weight) {}

    void removed(Departure departure) {}

    void collected(Departure departure) {}

    /** Reports that events of a profile could not be written. */
    void lost(Profile profile, long events) {}

    /** Opens the header of a profile's snapshot; its timestamp is now. */
    Header snapshot(Profile profile, int epoch) {
        return Header.NONE;
    }

    /** The header of a snapshot, written once its totals are known. */
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
