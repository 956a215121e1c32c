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
 * The snapshots of a profile of one recorder copy, and the events between them. As soon as no late event can precede
 * it, a snapshot is compared with the previous one plus the events since, and both are dropped.
 */
final class ProfileReplay {

    /** Finds replacements for a base snapshot by checking the snapshots after it. */
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

        /** Notes the base snapshot itself: a damaged one is not needed if no event before it is missing. */
        void seenItself(boolean isComplete) {
            if (isComplete && !base.snapshot().isWhole()) {
                current = new BaseSnapshot(null, base.from(), base.to());
                before = null;
            }
        }

        /**
         * Adds the next complete snapshot. If it does not follow from the previous one, it becomes the base of later
         * instants.
         */
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

    /** Time from which the profile is known, according to its first chunk. */
    private final long startNanos;

    /** Epochs that may still get events, and snapshots that have not been compared yet. */
    private final TreeMap<Long, EpochCounts.Epoch> epochs = new TreeMap<>();

    private final TreeMap<Long, Snapshot> waiting = new TreeMap<>();

    /** Sum of all earlier epochs. */
    private final EpochCounts.Epoch settled = new EpochCounts.Epoch();

    private long settledBefore = Long.MIN_VALUE;

    /** The last settled complete snapshot, and the changes since then by number of the site. */
    private Snapshot last;

    private EpochCounts.Epoch settledAtLast = new EpochCounts.Epoch();
    private SiteChanges changesSinceLast = new SiteChanges();
    private long lastEpoch;

    /** The first snapshot, and whether the recording has all events before it. */
    private Snapshot first;

    private boolean isFirstComplete;

    private long orphans;

    /** Orphans found before any snapshot; the first snapshot may still follow. */
    private long orphansBeforeSnapshots;

    /** Whether the number of live objects among the chosen ones is known. */
    private boolean isCountKnown;

    /** Number of the site by the recorder's id, in a single column. */
    private final IdTable siteOfId = new IdTable(1);

    /** The site for the rest for which snapshots have no room, if there is one. */
    private int restSite = -1;

    /** Null unless the peak is requested. */
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

    /** Returns the base snapshots. */
    List<BaseSnapshot> bases() {
        return bases;
    }

    /** Returns an epoch, creating it if necessary. */
    EpochCounts.Epoch epoch(long number) {
        return number < settledBefore ? settled : epochs.computeIfAbsent(number, absent -> new EpochCounts.Epoch());
    }

    /** Merges the epochs of a chunk. */
    void merge(Map<Long, EpochCounts.Epoch> ofChunk) {
        ofChunk.forEach((number, epoch) -> epoch(number).addAll(epoch));
    }

    /** Adds a snapshot of a chunk. */
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

    /** Merges the event times of a chunk; null unless the peak is requested. */
    void merge(EventTimes times) {
        if (peak != null) {
            peak.add(times);
        }
    }

    /** Notes the removal of an object that only now turned out to be chosen. */
    void removed(long nanos) {
        if (peak != null) {
            peak.removed(nanos);
        }
    }

    /** Returns the site that snapshots up to an epoch count under an id; -1 if none does. */
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

    /**
     * Counts an orphan. One from before the first snapshot does not count, because events before it are in no answer.
     */
    void orphan(long epoch) {
        if (!hasSnapshot()) {
            orphansBeforeSnapshots++;
        } else if (epoch >= (first != null ? first : waiting.firstEntry().getValue()).epoch) {
            orphans++;
        }
    }

    /** Returns the number of orphans after all chunks have been merged. */
    long orphans() {
        return hasSnapshot() ? orphans : orphansBeforeSnapshots;
    }

    boolean hasSnapshot() {
        return first != null || !waiting.isEmpty();
    }

    /** Settles the snapshots before an instant that no later event precedes, and advances the search for the peak. */
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
        // In a pause JFR was off, so its events are not missing. Otherwise snapshots are missing too.
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

    /** Passes the live count of a snapshot to the search for the peak, if it is more accurate than the events. */
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
            // Its rows may have less precise sites than the events.
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

    /** Returns the drift between the last snapshot and the next; null if there is none. */
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

    /** Returns whether each site equals the last snapshot plus the events since, as is nearly always the case. */
    private boolean areEqual(Snapshot next) {
        SiteChanges sums = new SiteChanges();
        sums.addAll(changesSinceLast);
        last.rows.values().forEach(row -> sums.add(row.site(), row.count()));
        last.collectedRows.values().forEach(row -> sums.add(row.site(), row.count()));
        next.rows.values().forEach(row -> sums.add(row.site(), -row.count()));
        next.collectedRows.values().forEach(row -> sums.add(row.site(), -row.count()));
        return sums.areAllZero();
    }

    /** Returns better base snapshots, or the same ones if there are none. */
    List<BaseSnapshot> betterBases() {
        List<BaseSnapshot> better = new ArrayList<>();
        replacements.forEach(replacement -> better.addAll(replacement.bases()));
        return better;
    }

    /** Returns whether a base snapshot is needed that the replay did not have. */
    boolean lacksBase() {
        return bases.stream().anyMatch(base -> base.snapshot() == null) && (first == null || !isFirstComplete);
    }

    /** Returns the time from which events matter: older events are in the base snapshots. */
    long eventsFromNanos() {
        return bases.stream()
                .mapToLong(base -> base.snapshot() == null ? Long.MIN_VALUE : base.snapshot().timeNanos)
                .min()
                .orElse(Long.MAX_VALUE);
    }

    /**
     * Returns the time from which the profile is known. Before an incomplete first snapshot, objects older than the
     * recording are missing.
     */
    long startNanos() {
        return first == null || isFirstComplete ? startNanos : Math.max(startNanos, first.timeNanos);
    }

    /** Returns the peak; null if it is unknown. */
    Peak findPeak() {
        return peak == null ? null : peak.find();
    }
}
