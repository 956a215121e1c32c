package dev.customprofiles.replay;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** What one chunk did to the live set, before other chunks are looked at. */
final class ChunkOutcome {

    /** An object that is not live at some of the instants, from one index up to another, although their base counts it. */
    record Left(Removal removal, Base base, int from, int to) {}

    /** Which JVM wrote the chunk: an id means something only there. */
    final int jvm;

    final Map<String, ProfileCounts> profiles = new HashMap<>();
    final List<Snapshot> snapshots = new ArrayList<>();
    final Ledger ledger = new Ledger();

    /** What the objects that were added and removed within this chunk were to the live sets. */
    final Tally settled;

    /** The objects that the collector took up to the last instant, as far as their Add is in this chunk. */
    final Tally collected;

    /** Objects added here and not removed here. */
    final List<Added> open = new ArrayList<>();

    /** Objects removed here and not added here, by id. */
    final RemovalTable removed = new RemovalTable();

    /** Objects that a base snapshot counts, and where they are to be taken out again. */
    final List<Left> leftSinceBase = new ArrayList<>();

    long lastNanos = Long.MIN_VALUE;
    long duplicates;
    long lostBytes;
    boolean lossRecorded;

    /** When the chunk begins; later ones have events that are a little older than that at most. */
    final long startNanos;

    /** @param empty a tally for the instants */
    ChunkOutcome(int jvm, long startNanos, Tally empty) {
        this.jvm = jvm;
        this.startNanos = startNanos;
        this.settled = empty.another();
        this.collected = empty.another();
    }
}
