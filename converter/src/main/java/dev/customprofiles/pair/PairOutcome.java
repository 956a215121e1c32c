package dev.customprofiles.pair;

import dev.customprofiles.counts.ProfileCounts;
import dev.customprofiles.counts.Turnover;
import dev.customprofiles.live.LeftOut;
import dev.customprofiles.live.Unpaired;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/** What the events of a pair did in one chunk, up to the last instant. */
final class PairOutcome {

    /** Which JVM wrote the chunk: a key means something only there. */
    final int jvm;

    /** Before this instant no later chunk has events any more. */
    final long settledBefore;

    /** Those of a key in order. */
    final List<PairRun> runs = new ArrayList<>();

    /** What has no other half within a run. */
    Unpaired unpaired = Unpaired.NONE;

    /** The settings of the event that opens, as {@code name=value}. */
    final Set<String> openSettings = new TreeSet<>();

    /** The settings of the event that closes. */
    final Set<String> closeSettings = new TreeSet<>();

    final ProfileCounts counts;

    /** What came and went by site; null unless it is asked for. */
    Turnover turnover;

    /** Times in which one of the two events was switched off. */
    List<LeftOut> leftOut = List.of();

    long lostBytes;
    boolean lossRecorded;

    /** @param instants how many there are */
    PairOutcome(int jvm, long settledBefore, int instants) {
        this.counts = new ProfileCounts(instants);
        this.jvm = jvm;
        this.settledBefore = settledBefore;
    }
}
