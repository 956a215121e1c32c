package dev.customprofiles.replay;

import dev.customprofiles.counts.LiveCounts;
import dev.customprofiles.counts.ProfileSite;
import dev.customprofiles.live.LeftOut;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/** The effect of a single chunk on the live sets. */
final class ChunkOutcome {

    private final int jvm;

    /** Start of the chunk. Events of later chunks are at most slightly older. */
    private final long startNanos;

    private final LiveCounts empty;

    /** Outcomes by number of the recorder copy. */
    final Map<Long, CopyOutcome> copies = new TreeMap<>();

    /** Time ranges in which settings suppressed events. */
    List<LeftOut> leftOut = List.of();

    /** Events that the recorder could not write. */
    final List<Unwritten> unwritten = new ArrayList<>();

    /** Sites of objects in an answer whose stack JFR truncated. */
    Set<ProfileSite> truncated = Set.of();

    long lostBytes;
    boolean lossRecorded;

    /** @param empty empty counts for the instants */
    ChunkOutcome(int jvm, long startNanos, LiveCounts empty) {
        this.jvm = jvm;
        this.startNanos = startNanos;
        this.empty = empty;
    }

    /** Returns the outcome of one recorder copy. */
    CopyOutcome of(long recorder) {
        return copies.computeIfAbsent(
                recorder, number -> new CopyOutcome(new RecorderCopy(jvm, number), startNanos, empty));
    }
}
