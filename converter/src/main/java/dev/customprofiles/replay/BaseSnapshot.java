package dev.customprofiles.replay;

import java.util.List;

/**
 * The snapshot that the replay of a profile begins with, for some of the instants that are asked about.
 *
 * @param snapshot null where there is none: then every event counts
 * @param from the index of the first instant
 * @param to the index after that of the last one
 */
record BaseSnapshot(Snapshot snapshot, int from, int to) {

    /** The epoch of the first events that count; what is older is in the snapshot. */
    long epoch() {
        return snapshot == null ? Long.MIN_VALUE : snapshot.epoch;
    }

    /** Takes what an object does to the live sets of several instants. */
    interface Effect {

        /** It is live, and no snapshot counts it. */
        void live(int from, int to);

        /** A snapshot counts it, but it is not live: it has left since, or was written before its time. */
        void left(BaseSnapshot base, int from, int to);
    }

    /**
     * What an object does to the live sets that are counted from snapshots on. Events are written a little after the fact, so
     * a snapshot may know already of what by the events' own times is yet to come.
     *
     * @param bases those of its profile
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
