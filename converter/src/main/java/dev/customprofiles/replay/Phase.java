package dev.customprofiles.replay;

import dev.customprofiles.counts.Instants;
import dev.customprofiles.counts.ProfileCounts;

/**
 * The events of a profile in a chunk between two snapshots and between two instants. An object added and removed within
 * a phase is in no answer, so only counts remain of it.
 */
final class Phase {

    /** Number of the phase within the chunk. */
    final int number;

    final String profile;

    /** The epoch of the events. */
    final long epoch;

    /** Index of the first instant after the events. */
    final int interval;

    /** Changes of the sites. */
    final EpochCounts.Epoch ledger;

    long adds;

    long removes;

    /** Number of objects whose value was collected, and how many of them left their profile. */
    long collected;

    long dropped;

    /** How many of those were counted as removed by an old recorder. */
    long droppedAsRemoved;

    /** Counts of the chosen objects. */
    long chosenAdds;

    long chosenRemoves;
    long chosenCollected;
    long chosenLeft;

    private final long after;
    private final long upTo;
    private long firstNanos = Long.MAX_VALUE;

    Phase(int number, String profile, long epoch, int interval, Instants instants, EpochCounts.Epoch ledger) {
        this.number = number;
        this.profile = profile;
        this.epoch = epoch;
        this.interval = interval;
        this.ledger = ledger;
        after = interval == 0 ? Long.MIN_VALUE : instants.at(interval - 1);
        upTo = interval == instants.size() ? Long.MAX_VALUE : instants.at(interval);
    }

    /** Returns whether an event of the profile belongs to this phase. */
    boolean has(long eventEpoch, long nanos) {
        return eventEpoch == epoch && nanos > after && nanos <= upTo;
    }

    /** Notes the time of an event. */
    void seen(long nanos) {
        firstNanos = Math.min(firstNanos, nanos);
    }

    /** Adds the counts of this phase. */
    void count(ProfileCounts counts) {
        counts.seen(firstNanos);
        counts.added(interval, chosenAdds);
        counts.removed(interval, chosenRemoves, chosenCollected);
        counts.dropped |= dropped > 0;
        ledger.chosenChange += chosenAdds - chosenLeft;
        ledger.adds += adds;
        ledger.removes += removes + droppedAsRemoved;
        ledger.collected += collected - droppedAsRemoved;
        ledger.dropped += dropped - droppedAsRemoved;
    }
}
