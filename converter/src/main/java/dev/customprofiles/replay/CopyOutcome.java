package dev.customprofiles.replay;

import dev.customprofiles.counts.LiveCounts;
import dev.customprofiles.counts.ProfileCounts;
import dev.customprofiles.counts.Turnover;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** What the events of one copy of the recorder in one chunk did to the live sets. */
final class CopyOutcome {

    /**
     * An object that is not live at some of the instants, from one index up to another, although their base counts it.
     *
     * @param removal names the row that counts it; null if that is to be found by the object's site
     */
    record Left(Added added, Removal removal, BaseSnapshot base, int from, int to) {}

    /** Which copy wrote it: an id means something only there. */
    final RecorderCopy copy;

    final long startNanos;

    final Map<String, ProfileCounts> profiles = new HashMap<>();
    final List<Snapshot> snapshots = new ArrayList<>();
    final EpochCounts ledger = new EpochCounts();

    /** What the objects that were added and removed within this chunk were to the live sets. */
    final LiveCounts settled;

    /** Objects added here and not removed here: the columns of {@link CopyChunk}, with the site's number as the origin. */
    IdTable open;

    /** By the number of the phase. */
    List<Phase> phases = List.of();

    /** Objects removed here and not added here, by id. */
    final RemovalTable removed = new RemovalTable();

    /** Objects that a base snapshot counts, and where they are to be taken out again. */
    final List<Left> leftSinceBase = new ArrayList<>();

    /** What came and went by site; null unless it is asked for. */
    Turnover turnover;

    long duplicates;

    CopyOutcome(RecorderCopy copy, long startNanos, LiveCounts empty) {
        this.copy = copy;
        this.startNanos = startNanos;
        this.settled = empty.another();
    }
}
