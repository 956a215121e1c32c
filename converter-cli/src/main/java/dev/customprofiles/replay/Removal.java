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
}
