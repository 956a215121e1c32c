package dev.customprofiles.replay;

import dev.customprofiles.counts.Instants;
import dev.customprofiles.counts.ProfileCounts;

/**
 * The events of one profile in a chunk that lie between two snapshots and between two instants. An object that came and
 * went within a phase is in no answer; all that is left of it is the counts.
 */
final class Phase {

    /** Tells it from the others in the chunk. */
    final int number;

    final String profile;

    /** How many snapshots of the profile there were before. */
    final long epoch;

    /** The first instant that comes after. */
    final int interval;

    /** What the events did to the sites. */
    final EpochCounts.Epoch ledger;

    long adds;

    long removes;

    /** Objects whose value was collected, and how many of them left their profile with that. */
    long collected;

    long dropped;

    /** How many of those are of a recorder that counted them among the removed ones. */
    long droppedAsRemoved;

    /** What is counted of the objects that were chosen. */
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

    /** Whether an event of the profile belongs here. */
    boolean has(long eventEpoch, long nanos) {
        return eventEpoch == epoch && nanos > after && nanos <= upTo;
    }

    /** Notes when an event was. */
    void seen(long nanos) {
        firstNanos = Math.min(firstNanos, nanos);
    }

    /** Hands over what was counted. */
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
