package dev.customprofiles.pair;

import dev.customprofiles.counts.ProfileCounts;
import dev.customprofiles.counts.Turnover;
import dev.customprofiles.live.LeftOut;
import dev.customprofiles.live.Unpaired;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/** The events of a pair in one chunk, up to the last instant. */
final class PairOutcome {

    /** The JVM that wrote the chunk: keys are valid only within it. */
    final int jvm;

    /** No later chunk has events before this instant. */
    final long settledBefore;

    /** The runs; those of the same key are in order. */
    final List<PairRun> runs = new ArrayList<>();

    /** Events without their other half within a run. */
    Unpaired unpaired = Unpaired.NONE;

    /** Settings of the opening event, as {@code name=value}. */
    final Set<String> openSettings = new TreeSet<>();

    /** Settings of the closing event. */
    final Set<String> closeSettings = new TreeSet<>();

    final ProfileCounts counts;

    /** Turnover by site; null unless requested. */
    Turnover turnover;

    /** Time ranges in which one of the two events was disabled. */
    List<LeftOut> leftOut = List.of();

    long lostBytes;
    boolean lossRecorded;

    /** @param instants the number of instants */
    PairOutcome(int jvm, long settledBefore, int instants) {
        this.counts = new ProfileCounts(instants);
        this.jvm = jvm;
        this.settledBefore = settledBefore;
    }
}
