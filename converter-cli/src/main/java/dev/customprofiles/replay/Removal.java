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
     * What an object with this removal changes in a live set that is counted from a snapshot on.
     *
     * @param baseEpoch the snapshot's epoch
     * @return 1 if the object was live at the instant; -1 if it had left, but the snapshot counts it; 0 if it does not
     *     matter
     */
    int effect(long addEpoch, long addedNanos, long baseEpoch, long atNanos) {
        if (addEpoch >= baseEpoch) {
            return addedNanos <= atNanos && atNanos < timeNanos ? 1 : 0;
        }
        return epoch >= baseEpoch && timeNanos <= atNanos ? -1 : 0;
    }
}
