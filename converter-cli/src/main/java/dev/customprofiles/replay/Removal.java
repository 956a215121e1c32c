package dev.customprofiles.replay;

/**
 * A Remove.
 *
 * @param site the snapshot row that counts the object; 0 if no snapshot does
 * @param ageNanos how long the object was live
 * @param collected whether nobody removed the object, and the garbage collector took it
 */
record Removal(String profile, long epoch, long timeNanos, long site, long weight, long ageNanos, boolean collected) {

    /** When the object was added, by the removal's own word. */
    long addedNanos() {
        return timeNanos - ageNanos;
    }

    /**
     * What an object with this removal changes in a live set that is counted from a snapshot on. Events are written a
     * little after the fact, so the snapshot may know already of what by the events' own times is yet to come.
     *
     * @param baseEpoch the snapshot's epoch
     * @return 1 if the object was live at the instant, but the snapshot does not count it; -1 if it was not, but the
     *     snapshot counts it; else 0
     */
    int effect(long addEpoch, long addedNanos, long baseEpoch, long atNanos) {
        boolean live = addedNanos <= atNanos && atNanos < timeNanos;
        boolean counted = addEpoch < baseEpoch && epoch >= baseEpoch;
        return (live ? 1 : 0) - (counted ? 1 : 0);
    }
}
