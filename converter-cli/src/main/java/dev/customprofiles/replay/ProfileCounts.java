package dev.customprofiles.replay;

/** How much of a profile went by in the part of the recording that was read. */
final class ProfileCounts {
    private long firstEvent = Long.MAX_VALUE;
    private long firstSnapshot = Long.MAX_VALUE;
    long added;
    long removed;
    long collected;
    long orphans;

    void seen(long nanos) {
        firstEvent = Math.min(firstEvent, nanos);
    }

    void seenSnapshot(long nanos) {
        firstSnapshot = Math.min(firstSnapshot, nanos);
    }

    /** Takes the counts of a later chunk of the same JVM, or of any chunk of another. */
    void addAll(ProfileCounts other) {
        added += other.added;
        removed += other.removed;
        collected += other.collected;
        orphans += other.orphans;
    }

    /**
     * From when on the live set is known, if these are the counts of the first chunk in which a JVM has the profile. What
     * happens there before the snapshot is done happens to objects that the recording knows nothing of yet.
     */
    long startNanos() {
        return firstSnapshot == Long.MAX_VALUE ? firstEvent : firstSnapshot;
    }
}
