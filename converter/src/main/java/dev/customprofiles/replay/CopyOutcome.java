package dev.customprofiles.replay;

import dev.customprofiles.counts.LiveCounts;
import dev.customprofiles.counts.ProfileCounts;
import dev.customprofiles.counts.Turnover;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** The effect of the events of one recorder copy in one chunk on the live sets. */
final class CopyOutcome {

    /**
     * An object that is not live at a range of instants although their base snapshot counts it.
     *
     * @param removal has the id of the row that counts it; null to find the row by the object's site
     */
    record Left(Added added, Removal removal, BaseSnapshot base, int from, int to) {}

    /** The copy that wrote the events: ids are valid only within it. */
    final RecorderCopy copy;

    final long startNanos;

    final Map<String, ProfileCounts> profiles = new HashMap<>();
    final List<Snapshot> snapshots = new ArrayList<>();
    final EpochCounts ledger = new EpochCounts();

    /** Counts of the objects that were added and removed within this chunk. */
    final LiveCounts settled;

    /**
     * Objects added but not removed in this chunk, in the columns of {@link CopyChunk}, with the site's number as the
     * origin.
     */
    IdTable open;

    /** Phases by number. */
    List<Phase> phases = List.of();

    /** Objects removed but not added in this chunk, by id. */
    final RemovalTable removed = new RemovalTable();

    /** Objects that a base snapshot counts, with the instants from which to subtract them. */
    final List<Left> leftSinceBase = new ArrayList<>();

    /** Turnover by site; null unless requested. */
    Turnover turnover;

    long duplicates;

    CopyOutcome(RecorderCopy copy, long startNanos, LiveCounts empty) {
        this.copy = copy;
        this.startNanos = startNanos;
        this.settled = empty.another();
    }
}
