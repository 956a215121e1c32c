package dev.customprofiles.replay;

import dev.customprofiles.counts.Turnover;

/**
 * The end of an object's life as a reachable one: its removal, or the collection of its value.
 *
 * @param site the snapshot row that counts the object; 0 if no snapshot does
 * @param ageNanos its age at that time, in nanoseconds
 */
record Removal(String profile, long epoch, long timeNanos, long site, long weight, long ageNanos, Kind kind) {

    enum Kind {
        /** The application removed the object. */
        REMOVED,
        /** The value was garbage collected; the object stays live. */
        COLLECTED,
        /** The value was garbage collected, so the object left its weak profile. */
        DROPPED
    }

    /** Returns the time at which the object was added, computed from the removal's age. */
    long addedNanos() {
        return timeNanos - ageNanos;
    }

    /** Counts the removal under a number. */
    void count(Turnover turnover, int number) {
        if (kind == Kind.REMOVED) {
            turnover.removed(number, ageNanos);
        } else {
            turnover.collected(number);
        }
    }

    /** Returns whether the object stays live, as a collected one. */
    boolean staysLive() {
        return kind == Kind.COLLECTED;
    }
}
