package dev.customprofiles.replay;

import dev.customprofiles.counts.EventTimes;
import dev.customprofiles.counts.Instants;
import dev.customprofiles.counts.ProfileSite;
import dev.customprofiles.counts.SiteTable;
import dev.customprofiles.live.Drift;
import dev.customprofiles.live.Peak;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * The snapshots of one profile of one copy of the recorder, and the events between them. As soon as no late event can come
 * any more, a snapshot is held against the one before and the events since, and both are forgotten.
 */
final class ProfileReplay {

    /** What may replace the snapshot that a replay began with, as the snapshots after it show. */
    private final class Replacement {
        private final BaseSnapshot base;
        private final List<BaseSnapshot> earlier = new ArrayList<>();
        private BaseSnapshot current;
        private Snapshot before;

        Replacement(BaseSnapshot base) {
            this.base = base;
            this.current = base;
            this.before = base.snapshot();
        }

        /** A damaged snapshot is not needed if no event before it is missing. */
        void seenItself(boolean isComplete) {
            if (isComplete && !base.snapshot().isWhole()) {
                current = new BaseSnapshot(null, base.from(), base.to());
                before = null;
            }
        }

        /** Takes the next whole snapshot; where it does not follow from the one before, later instants begin with it. */
        void seen(Snapshot snapshot, boolean isComplete, boolean followsLast) {
            if (before != null && before.epoch >= snapshot.epoch || !plan.mayBegin(copy.jvm(), base, snapshot)) {
                return;
            }
            boolean follows = before == null
                    ? isComplete
                    : before.isWhole() && last != null && last.epoch == before.epoch && followsLast;
            if (!follows) {
                int from = Math.max(current.from(), instants.from(snapshot.timeNanos));
                if (current.from() < from) {
                    earlier.add(new BaseSnapshot(current.snapshot(), current.from(), from));
                }
                current = new BaseSnapshot(snapshot, from, base.to());
            }
            before = snapshot;
        }

        List<BaseSnapshot> bases() {
            List<BaseSnapshot> all = new ArrayList<>(earlier);
            all.add(current);
            return all;
        }
    }

    private final RecorderCopy copy;
    private final String profile;
    private final ReplayPlan plan;
    private final Instants instants;
    private final ChosenSites chosen;
    private final SiteTable sites;
    private final Totals totals;
    private final List<BaseSnapshot> bases;
    private final List<Replacement> replacements = new ArrayList<>();

    /** From when on the profile is known, as far as its first chunk tells. */
    private final long startNanos;

    /** The epochs that events may still come of, and the snapshots that have not been held against events. */
    private final TreeMap<Long, EpochCounts.Epoch> epochs = new TreeMap<>();

    private final TreeMap<Long, Snapshot> waiting = new TreeMap<>();

    /** The counts of all epochs before those. */
    private final EpochCounts.Epoch settled = new EpochCounts.Epoch();

    private long settledBefore = Long.MIN_VALUE;

    /** The last whole snapshot that is settled, and what has changed since, by the number of the site. */
    private Snapshot last;

    private EpochCounts.Epoch settledAtLast = new EpochCounts.Epoch();
    private SiteChanges changesSinceLast = new SiteChanges();
    private long lastEpoch;

    /** The first snapshot, and whether every event before it is in the recording. */
    private Snapshot first;

    private boolean isFirstComplete;

    private long orphans;

    /** Those that were taken before there was a snapshot: the first one may be yet to come. */
    private long orphansBeforeSnapshots;

    /** Whether it is known how many of the objects that were chosen are live. */
    private boolean isCountKnown;

    /** The site that a snapshot names by an id, in the only column. */
    private final IdTable siteOfId = new IdTable(1);

    /** The site for all that snapshots have no room for, if there is one. */
    private int restSite = -1;

    /** Null unless the peak is asked for. */
    private final PeakSearch peak;

    ProfileReplay(
            RecorderCopy copy, String profile, ReplayPlan plan, ChosenSites chosen, Totals totals, long startNanos) {
        this.copy = copy;
        this.profile = profile;
        this.plan = plan;
        this.instants = plan.instants();
        this.chosen = chosen;
        this.sites = plan.sites();
        this.totals = totals;
        this.startNanos = startNanos;
        this.peak = plan.findsPeak() ? new PeakSearch() : null;
        this.bases = plan.bases(copy, profile);
        bases.forEach(base -> replacements.add(new Replacement(base)));
    }

    /** The snapshots that the replay began with. */
    List<BaseSnapshot> bases() {
        return bases;
    }

    /** What is known of an epoch. */
    EpochCounts.Epoch epoch(long number) {
        return number < settledBefore ? settled : epochs.computeIfAbsent(number, absent -> new EpochCounts.Epoch());
    }

    /** Takes the epochs of a chunk. */
    void merge(Map<Long, EpochCounts.Epoch> ofChunk) {
        ofChunk.forEach((number, epoch) -> epoch(number).addAll(epoch));
    }

    /** Takes a snapshot of a chunk. */
    void merge(Snapshot snapshot) {
        waiting.put(snapshot.epoch, snapshot);
        snapshot.rows.forEach(this::know);
        snapshot.collectedRows.forEach(this::know);
    }

    private void know(long id, SnapshotRow row) {
        int reachable = sites.collected(row.site(), false);
        if (id == Snapshot.REST || sites.isOfSeveral(reachable)) {
            restSite = reachable;
        }
        int at = siteOfId.find(id);
        if (at < 0) {
            at = siteOfId.put(id);
        } else if (!sites.hasLostFrames((int) siteOfId.get(at, 0))) {
            return;
        }
        siteOfId.set(at, 0, reachable);
    }

    /** When the objects of a chunk came and went; null if that is not asked for. */
    void merge(EventTimes times) {
        if (peak != null) {
            peak.add(times);
        }
    }

    /** Takes the removal of an object that is one of those that were chosen, as only now is known. */
    void removed(long nanos) {
        if (peak != null) {
            peak.removed(nanos);
        }
    }

    /** The site that snapshots up to an epoch count under an id; -1 if none does. */
    int site(long id, long epoch) {
        Map.Entry<Long, Snapshot> at = waiting.floorEntry(epoch);
        Snapshot snapshot = at != null ? at.getValue() : last != null && last.epoch <= epoch ? last : null;
        SnapshotRow row = snapshot == null ? null : snapshot.row(id);
        if (row != null) {
            return row.site();
        }
        int known = siteOfId.find(id);
        return known >= 0 ? (int) siteOfId.get(known, 0) : restSite;
    }

    /** Takes an orphan; one from before the first snapshot does not count, for what happened then is in no answer. */
    void orphan(long epoch) {
        if (!hasSnapshot()) {
            orphansBeforeSnapshots++;
        } else if (epoch >= (first != null ? first : waiting.firstEntry().getValue()).epoch) {
            orphans++;
        }
    }

    /** How many orphans there are, when all chunks are merged. */
    long orphans() {
        return hasSnapshot() ? orphans : orphansBeforeSnapshots;
    }

    boolean hasSnapshot() {
        return first != null || !waiting.isEmpty();
    }

    /** Settles the snapshots before an instant, before which no events come any more, and then finds peaks. */
    void settle(long beforeNanos) {
        while (!waiting.isEmpty() && waiting.firstEntry().getValue().timeNanos < beforeNanos) {
            settle(waiting.firstEntry().getValue());
        }
        if (peak != null) {
            peak.settle(beforeNanos);
        }
    }

    private void settle(Snapshot snapshot) {
        settleEpochs(epochs.headMap(snapshot.epoch));
        boolean isComplete = settled.adds == snapshot.added
                && settled.removes == snapshot.removed
                && settled.collected == snapshot.collected;
        totals.snapshot(snapshot);
        boolean isFirst = first == null;
        if (isFirst) {
            first = snapshot;
            isFirstComplete = isComplete;
        }
        // JFR was switched off: what happened then is not missing. Else snapshots are missing too.
        boolean isPause = last != null
                && snapshot.epoch <= lastEpoch + 1
                && plan.pausedBetween(copy.jvm(), last.timeNanos, snapshot.timeNanos);
        Drift drift = last == null || !snapshot.isWhole() ? null : drift(snapshot);
        if (drift != null && !isPause) {
            totals.drifts.add(drift);
        }
        for (Replacement replacement : replacements) {
            if (replacement.base.snapshot() != null && replacement.base.epoch() == snapshot.epoch) {
                replacement.seenItself(isComplete);
            }
            if (snapshot.isWhole() && plan.mayReplaceLater()) {
                replacement.seen(snapshot, isComplete, drift == null);
            }
        }
        if (peak != null) {
            tellPeak(snapshot, isFirst, isComplete, drift);
        }
        lastEpoch = snapshot.epoch;
        waiting.remove(snapshot.epoch);
        if (snapshot.isWhole()) {
            last = snapshot;
            settledAtLast = new EpochCounts.Epoch();
            settledAtLast.addCounts(settled);
            changesSinceLast = new SiteChanges();
        }
        settledBefore = snapshot.epoch;
    }

    /** Tells the search for the peak how many objects were live, as far as the snapshot knows better. */
    private void tellPeak(Snapshot snapshot, boolean isFirst, boolean isComplete, Drift drift) {
        if (isFirst && !isComplete) {
            peak.startsWithSnapshot();
        }
        if (chosen.areAll()) {
            peak.snapshot(snapshot.timeNanos, snapshot.live - settled.chosenChange);
        } else if (isFirst && isComplete) {
            peak.snapshot(snapshot.timeNanos, 0);
            isCountKnown = true;
        } else if (drift != null || !isCountKnown && (isFirst || snapshot.isWhole())) {
            // Its rows may know less of where objects are from than the events do.
            long before = chosenLive(snapshot) - settled.chosenChange;
            peak.snapshot(snapshot.timeNanos, drift == null ? Math.max(0, before) : before);
            isCountKnown |= snapshot.isWhole();
        }
    }

    private long chosenLive(Snapshot snapshot) {
        return snapshot.allRows().stream()
                .filter(row -> chosen.has(row.site()))
                .mapToLong(SnapshotRow::count)
                .sum();
    }

    private void settleEpochs(SortedMap<Long, EpochCounts.Epoch> past) {
        past.forEach((number, epoch) -> {
            settled.addCounts(epoch);
            changesSinceLast.addAll(epoch.changes);
            epoch.changesById.forEach((id, change) -> changesSinceLast.add(siteOrUntold(id, number), change));
            epoch.collectedById.forEach(
                    (id, change) -> changesSinceLast.add(sites.collected(siteOrUntold(id, number), true), change));
        });
        past.clear();
    }

    private int siteOrUntold(long id, long epoch) {
        int site = site(id, epoch);
        return site >= 0 ? site : sites.number(new ProfileSite(profile, SiteComparison.UNTOLD));
    }

    /** What is missing between the last snapshot and the next one; null if nothing is. */
    private Drift drift(Snapshot next) {
        long adds = next.added - last.added - (settled.adds - settledAtLast.adds);
        long removes = next.removed - last.removed - (settled.removes - settledAtLast.removes);
        long collected = next.collected - last.collected - (settled.collected - settledAtLast.collected);
        List<Drift.SiteDrift> differences =
                areEqual(next) ? List.of() : new SiteComparison(sites, last, next, changesSinceLast).differences();
        return adds == 0 && removes == 0 && collected == 0 && differences.isEmpty()
                ? null
                : new Drift(profile, last.timeNanos, next.timeNanos, adds, removes, collected, differences);
    }

    /** Whether each site is what the last snapshot and the events since make of it, as nearly always. */
    private boolean areEqual(Snapshot next) {
        SiteChanges sums = new SiteChanges();
        sums.addAll(changesSinceLast);
        last.rows.values().forEach(row -> sums.add(row.site(), row.count()));
        last.collectedRows.values().forEach(row -> sums.add(row.site(), row.count()));
        next.rows.values().forEach(row -> sums.add(row.site(), -row.count()));
        next.collectedRows.values().forEach(row -> sums.add(row.site(), -row.count()));
        return sums.areAllZero();
    }

    /** The bases to begin with instead; the same if there are no better ones. */
    List<BaseSnapshot> betterBases() {
        List<BaseSnapshot> better = new ArrayList<>();
        replacements.forEach(replacement -> better.addAll(replacement.bases()));
        return better;
    }

    /** Whether a snapshot is needed that the replay began without. */
    boolean lacksBase() {
        return bases.stream().anyMatch(base -> base.snapshot() == null) && (first == null || !isFirstComplete);
    }

    /** From when on events matter: what is older, the snapshots know with which the replay begins. */
    long eventsFromNanos() {
        return bases.stream()
                .mapToLong(base -> base.snapshot() == null ? Long.MIN_VALUE : base.snapshot().timeNanos)
                .min()
                .orElse(Long.MAX_VALUE);
    }

    /** From when on the profile is known: before an incomplete first snapshot, objects are missing that are older than the recording. */
    long startNanos() {
        return first == null || isFirstComplete ? startNanos : Math.max(startNanos, first.timeNanos);
    }

    /** When most objects were live; null if the recording does not tell. */
    Peak findPeak() {
        return peak == null ? null : peak.find();
    }
}
