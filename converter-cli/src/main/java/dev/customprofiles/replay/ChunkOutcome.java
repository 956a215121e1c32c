package dev.customprofiles.replay;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** What one chunk did to the live set, before other chunks are looked at. */
final class ChunkOutcome {

    /** Which JVM wrote the chunk: an id means something only there. */
    final int jvm;

    final Map<String, ProfileCounts> profiles = new HashMap<>();
    final List<Snapshot> snapshots = new ArrayList<>();
    final Ledger ledger = new Ledger();

    /** What the objects that were added and removed within this chunk were to the live set. */
    final Tally settled;

    /** The objects that the collector took up to the instant, as far as their Add is in this chunk. */
    final Tally collected;

    /** Objects added here and not removed here. */
    final List<Added> open = new ArrayList<>();

    /** Objects removed here and not added here, by id. */
    final RemovalTable removed = new RemovalTable();

    /** Objects added before the base snapshot and removed after it. */
    final List<Removal> leftSinceBase = new ArrayList<>();

    long lastNanos = Long.MIN_VALUE;
    long duplicates;
    long lostBytes;
    boolean lossRecorded;

    /** @param empty a tally for the instant */
    ChunkOutcome(int jvm, Tally empty) {
        this.jvm = jvm;
        this.settled = empty.another();
        this.collected = empty.another();
    }
}
