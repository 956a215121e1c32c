package dev.customprofiles.replay;

import dev.customprofiles.counts.Turnover;

/**
 * What ended an object's time as a reachable one: its removal, or that its value was collected.
 *
 * @param site the snapshot row that counts the object; 0 if no snapshot does
 * @param ageNanos how long it had been live by then
 */
record Removal(String profile, long epoch, long timeNanos, long site, long weight, long ageNanos, Kind kind) {

    enum Kind {
        /** The application removed the object. */
        REMOVED,
        /** The value was garbage collected; the object stays live. */
        COLLECTED,
        /** The value was garbage collected, and with that the object left its weak profile. */
        DROPPED
    }

    /** When the object was added, by the removal's own word. */
    long addedNanos() {
        return timeNanos - ageNanos;
    }

    /** Counts it under a number. */
    void count(Turnover turnover, int number) {
        if (kind == Kind.REMOVED) {
            turnover.removed(number, ageNanos);
        } else {
            turnover.collected(number);
        }
    }

    /** Whether the object is live from then on, as a collected one. */
    boolean staysLive() {
        return kind == Kind.COLLECTED;
    }
}
