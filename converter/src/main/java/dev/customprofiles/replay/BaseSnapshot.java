package dev.customprofiles.replay;

import java.util.List;

/**
 * The snapshot with which the replay of a profile begins, for a range of instants.
 *
 * @param snapshot null if there is none; then every event counts
 * @param from the index of the first instant
 * @param to the index after that of the last one
 */
record BaseSnapshot(Snapshot snapshot, int from, int to) {

    /** Returns the epoch of the first events that count; older events are in the snapshot. */
    long epoch() {
        return snapshot == null ? Long.MIN_VALUE : snapshot.epoch;
    }

    /** Receives the effect of an object on the live sets of several instants. */
    interface Effect {

        /** The object is live, and no snapshot counts it. */
        void live(int from, int to);

        /**
         * A snapshot counts the object, but it is not live: it left later, or was counted before the time of its Add.
         */
        void left(BaseSnapshot base, int from, int to);
    }

    /**
     * Applies an object to the live sets that are counted from snapshots. The timestamps of events are slightly off the
     * snapshot's cut, so a snapshot may already include changes that are later by the timestamps of their events.
     *
     * @param bases the base snapshots of its profile
     * @param removeEpoch {@link Long#MAX_VALUE} for an object without a Remove
     * @param from the index of the first instant at which the object is live
     * @param to the index after that of the last one
     */
    static void apply(List<BaseSnapshot> bases, long addEpoch, long removeEpoch, int from, int to, Effect effect) {
        for (BaseSnapshot base : bases) {
            int first = Math.max(from, base.from);
            int end = Math.min(to, base.to);
            boolean counted = addEpoch < base.epoch() && base.epoch() <= removeEpoch;
            if (!counted && first < end) {
                effect.live(first, end);
            } else if (counted && first >= end) {
                effect.left(base, base.from, base.to);
            } else if (counted) {
                if (base.from < first) {
                    effect.left(base, base.from, first);
                }
                if (end < base.to) {
                    effect.left(base, end, base.to);
                }
            }
        }
    }
}
