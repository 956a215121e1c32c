package dev.customprofiles.replay;

import dev.customprofiles.counts.LiveCounts;
import dev.customprofiles.counts.ProfileSite;
import dev.customprofiles.live.LeftOut;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/** What one chunk did to the live sets, before other chunks are looked at. */
final class ChunkOutcome {

    private final int jvm;

    /** When the chunk begins; later ones have events that are a little older than that at most. */
    private final long startNanos;

    private final LiveCounts empty;

    /** By the number of the recorder's copy. */
    final Map<Long, CopyOutcome> copies = new TreeMap<>();

    /** Times in which settings kept events out. */
    List<LeftOut> leftOut = List.of();

    /** Events that the recorder could not write. */
    final List<Unwritten> unwritten = new ArrayList<>();

    /** The sites with a stack that JFR cut, of objects that are in an answer. */
    Set<ProfileSite> truncated = Set.of();

    long lostBytes;
    boolean lossRecorded;

    /** @param empty a tally for the instants */
    ChunkOutcome(int jvm, long startNanos, LiveCounts empty) {
        this.jvm = jvm;
        this.startNanos = startNanos;
        this.empty = empty;
    }

    /** What one copy of the recorder wrote into the chunk. */
    CopyOutcome of(long recorder) {
        return copies.computeIfAbsent(
                recorder, number -> new CopyOutcome(new RecorderCopy(jvm, number), startNanos, empty));
    }
}
