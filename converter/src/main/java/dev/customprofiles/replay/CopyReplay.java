package dev.customprofiles.replay;

import dev.customprofiles.live.Drift;
import dev.customprofiles.live.Peak;
import dev.customprofiles.reader.Chunk;
import dev.customprofiles.tally.Instants;
import dev.customprofiles.tally.ProfileCounts;
import dev.customprofiles.tally.ProfileSite;
import dev.customprofiles.tally.RemainingRow;
import dev.customprofiles.tally.SiteTable;
import dev.customprofiles.tally.SnapshotRow;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/**
 * What outlives the chunks of one copy of the recorder: its open objects, its snapshots, and what has left the ones that replays
 * begin with.
 */
final class CopyReplay {

    /** The columns of {@link #open}; a site is an index into {@link #sites}. */
    private static final int TIME = 0;

    private static final int WEIGHT = 1;
    private static final int EPOCH = 2;
    private static final int SITE = 3;

    private final RecorderCopy copy;
    private final ReplayPlan plan;
    private final Instants instants;

    /** What is counted for all JVMs together. */
    private final Totals totals;

    private final IdTable open = new IdTable(4);
    private final List<ProfileSite> sites = new ArrayList<>();
    private final Map<ProfileSite, Integer> siteIndex = new HashMap<>();
    private final RemovalTable removed = new RemovalTable();

    /** From when on each profile is known, as far as its first chunk tells. */
    private final Map<String, Long> starts = new HashMap<>();

    private final Ledger ledger = new Ledger();
    private final Map<String, TreeMap<Long, Snapshot>> snapshots = new TreeMap<>();

    /** What is left of the snapshots that replays begin with. */
    private final Map<Base, Map<SnapshotRow, RemainingRow>> remaining = new HashMap<>();

    private final Map<String, List<Base>> bases = new HashMap<>();
    private final Map<String, PeakSearch> peaks = new HashMap<>();

    private final SiteTable allSites;

    /** @param sites those of all chunks */
    CopyReplay(RecorderCopy copy, ReplayPlan plan, SiteTable sites, Totals totals) {
        this.copy = copy;
        this.allSites = sites;
        this.plan = plan;
        this.instants = plan.instants();
        this.totals = totals;
    }

    /** Takes what the copy wrote into the next of the JVM's chunks. */
    void merge(CopyOutcome chunk) {
        chunk.profiles.forEach((profile, counts) -> starts.putIfAbsent(profile, counts.startNanos()));
        ledger.addAll(chunk.ledger);
        for (Snapshot snapshot : chunk.snapshots) {
            snapshots
                    .computeIfAbsent(snapshot.profile, absent -> new TreeMap<>())
                    .put(snapshot.epoch, snapshot);
            peak(snapshot.profile).add(snapshot);
        }
        chunk.profiles.forEach((profile, counts) -> searchPeak(chunk, profile, counts));
        chunk.leftSinceBase.forEach(left -> left(left.added(), left.removal(), left.base(), left.from(), left.to()));
        chunk.removed.forEach(this::mergeRemoved);
        chunk.open.forEach(this::mergeOpen);
    }

    private PeakSearch peak(String profile) {
        return peaks.computeIfAbsent(profile, absent -> new PeakSearch());
    }

    private void searchPeak(CopyOutcome chunk, String profile, ProfileCounts counts) {
        if (counts.times != null) {
            peak(profile).settle(chunk.startNanos - Chunk.LATE_NANOS);
            peak(profile).add(counts.times);
        }
    }

    /** When most objects were live; null if the recording does not tell, or the copy has not got the profile. */
    Peak findPeak(String profile) {
        PeakSearch search = peaks.get(profile);
        return search == null ? null : search.find(ledger);
    }

    /** Whether the copy has the profile. */
    boolean has(String profile) {
        return starts.containsKey(profile);
    }

    private void mergeRemoved(long id, Removal removal) {
        int row = open.find(id);
        if (row >= 0) {
            settle(added(row), removal);
            open.remove(row);
        } else {
            removed.put(id, removal);
        }
    }

    private Added added(int row) {
        return new Added(open.id(row), open.get(row, TIME), open.get(row, WEIGHT), open.get(row, EPOCH), sites.get((int)
                open.get(row, SITE)));
    }

    private void mergeOpen(Added added) {
        Removal removal = removed.remove(added.id());
        if (removal != null) {
            settle(added, removal);
            return;
        }
        int row = open.put(added.id());
        if (row < 0) {
            totals.duplicate(added);
            return;
        }
        open.set(row, TIME, added.timeNanos());
        open.set(row, WEIGHT, added.weight());
        open.set(row, EPOCH, added.epoch());
        open.set(row, SITE, site(added.site()));
    }

    private int site(ProfileSite site) {
        return siteIndex.computeIfAbsent(site, absent -> {
            sites.add(site);
            return sites.size() - 1;
        });
    }

    private void settle(Added added, Removal removal) {
        ProfileSite site = added.site();
        int end = instants.from(removal.timeNanos());
        apply(added, added.epoch(), removal, instants.from(added.timeNanos()), end);
        Ledger.Epoch epoch = ledger.epoch(site.profile(), removal.epoch());
        if (removal.site() == 0) {
            epoch.removed(site.withoutThread());
        }
        if (removal.staysLive()) {
            Added collected = added.asCollected(allSites);
            apply(collected, removal.epoch(), null, end, instants.size());
            if (removal.site() == 0) {
                epoch.added(collected.site().withoutThread());
            }
        }
    }

    /**
     * Counts an object.
     *
     * @param removal null for one that stays live
     * @param from the index of the first instant at which it is live
     * @param end the index of the first instant at which it is not live any more
     */
    private void apply(Added added, long addEpoch, Removal removal, int from, int end) {
        Base.apply(
                bases(added.site().profile()),
                addEpoch,
                removal == null ? Long.MAX_VALUE : removal.epoch(),
                from,
                end,
                new Base.Effect() {
                    @Override
                    public void live(int first, int last) {
                        totals.live.add(added.site(), added.timeNanos(), added.weight(), first, last);
                    }

                    @Override
                    public void left(Base base, int first, int last) {
                        CopyReplay.this.left(added, removal, base, first, last);
                    }
                });
    }

    private void left(Added added, Removal removal, Base base, int from, int to) {
        if (removal == null) {
            SnapshotRow row = base.snapshot().row(added.site().withoutThread());
            take(base, row, added.timeNanos(), added.weight(), from, to);
        } else {
            take(base, removal.site(), removal.addedNanos(), removal.weight(), from, to);
        }
    }

    private List<Base> bases(String profile) {
        return bases.computeIfAbsent(profile, name -> plan.bases(copy, name));
    }

    /**
     * Takes an object that has left from the row that counts it. That need not be the site which the object's Add names: a
     * snapshot may know less of the stack, or share one row among many sites.
     */
    private void take(Base base, long site, long addedNanos, long weight, int from, int to) {
        take(base, base.snapshot().row(site), addedNanos, weight, from, to);
    }

    private void take(Base base, SnapshotRow row, long addedNanos, long weight, int from, int to) {
        if (row != null) {
            remaining(base).get(row).take(base.snapshot().timeNanos - addedNanos, weight, from, to);
        }
    }

    private Map<SnapshotRow, RemainingRow> remaining(Base base) {
        return remaining.computeIfAbsent(base, absent -> {
            Map<SnapshotRow, RemainingRow> rows = new IdentityHashMap<>();
            base.snapshot().allRows().forEach(row -> rows.put(row, new RemainingRow(row, base.from(), base.to())));
            return rows;
        });
    }

    /**
     * The snapshots to begin with instead, by profile, where there are any: where the one that was chosen is damaged although
     * no event before it is missing, none; and if losses are to be made up for, also the one after each loss.
     */
    Map<String, List<Base>> betterBases(boolean afterLosses) {
        Map<String, List<Base>> better = new HashMap<>();
        snapshots.forEach((profile, byEpoch) -> {
            List<Base> best = new ArrayList<>();
            for (Base base : bases(profile)) {
                Snapshot first = base.snapshot();
                boolean needless = first != null && !first.isWhole() && ledger.isComplete(first);
                Base begin = needless ? new Base(null, base.from(), base.to()) : base;
                if (afterLosses) {
                    addWithoutLosses(begin, byEpoch, best);
                } else {
                    best.add(begin);
                }
            }
            if (!best.equals(bases(profile))) {
                better.put(profile, best);
            }
        });
        return better;
    }

    /** Adds a base up to the first loss, and for what comes after it the next snapshot that is whole, and so on. */
    private void addWithoutLosses(Base base, TreeMap<Long, Snapshot> byEpoch, List<Base> bases) {
        Base current = base;
        Snapshot before = base.snapshot();
        for (Snapshot snapshot : byEpoch.values()) {
            boolean isNext = before == null || before.epoch < snapshot.epoch;
            if (!isNext || !snapshot.isWhole() || !plan.mayBegin(copy.jvm(), base, snapshot)) {
                continue;
            }
            if (!follows(byEpoch, before, snapshot)) {
                int from = Math.max(current.from(), instants.from(snapshot.timeNanos));
                if (current.from() < from) {
                    bases.add(new Base(current.snapshot(), current.from(), from));
                }
                current = new Base(snapshot, from, base.to());
            }
            before = snapshot;
        }
        bases.add(current);
    }

    /** Whether a snapshot is what the one before, or none, and the events since make of it. */
    private boolean follows(TreeMap<Long, Snapshot> byEpoch, Snapshot before, Snapshot snapshot) {
        return before == null
                ? ledger.isComplete(snapshot)
                : before.isWhole() && ledger.check(byEpoch, before, snapshot) == null;
    }

    /**
     * For a question that begins with the last snapshot, the profiles of which there is none where the others begin,
     * although they are older.
     */
    Set<String> lackingBases() {
        Set<String> lacking = new HashSet<>();
        for (String profile : starts.keySet()) {
            if (plan.isPartial(copy.jvm()) && bases(profile).stream().anyMatch(base -> base.snapshot() == null)) {
                TreeMap<Long, Snapshot> byEpoch = snapshots.get(profile);
                if (byEpoch == null || !ledger.isComplete(byEpoch.firstEntry().getValue())) {
                    lacking.add(profile);
                }
            }
        }
        return lacking;
    }

    /** Whether the copy has the profile, but the recording no snapshot of it. */
    boolean isBaseless(String profile) {
        return starts.containsKey(profile) && !snapshots.containsKey(profile);
    }

    /** From when on events matter: what is older, the snapshots know with which replays begin. */
    long eventsFromNanos() {
        long from = Long.MAX_VALUE;
        for (String profile : starts.keySet()) {
            for (Base base : bases(profile)) {
                long baseNanos = base.snapshot() == null ? Long.MIN_VALUE : base.snapshot().timeNanos;
                from = Math.min(from, baseNanos);
            }
        }
        return from;
    }

    /** Counts what is left when all chunks are merged. */
    void finish() {
        checkSnapshots();
        countOpen();
        removed.forEach((id, removal) -> countUnmatched(removal));
        countBases();
        findStarts();
    }

    private void checkSnapshots() {
        snapshots.forEach((profile, byEpoch) -> {
            Snapshot before = null;
            long latestEpoch = 0;
            for (Snapshot snapshot : byEpoch.values()) {
                // JFR was switched off: what happened then is not missing. Else snapshots are missing too.
                boolean pause = before != null
                        && snapshot.epoch <= latestEpoch + 1
                        && plan.pausedBetween(copy.jvm(), before.timeNanos, snapshot.timeNanos);
                latestEpoch = snapshot.epoch;
                totals.snapshot(snapshot);
                if (!snapshot.isWhole()) {
                    continue;
                }
                if (before != null && !pause) {
                    Drift drift = ledger.check(byEpoch, before, snapshot);
                    if (drift != null) {
                        totals.drifts.add(drift);
                    }
                }
                before = snapshot;
            }
        });
    }

    private void countOpen() {
        for (int row = open.first(); row >= 0; row = open.next(row)) {
            Added added = added(row);
            apply(added, added.epoch(), null, instants.from(added.timeNanos()), instants.size());
        }
    }

    /** A removal without an Add is of an object that a snapshot counts, or else an orphan. */
    private void countUnmatched(Removal removal) {
        TreeMap<Long, Snapshot> byEpoch = snapshots.getOrDefault(removal.profile(), new TreeMap<>());
        SnapshotRow row = removal.site() == 0 ? null : Snapshot.row(byEpoch, removal.epoch(), removal.site());
        if (row == null) {
            boolean isOlderThanHistory = !byEpoch.isEmpty() && removal.epoch() < byEpoch.firstKey();
            if (!isOlderThanHistory && removal.addedNanos() <= instants.last()) {
                totals.orphan(removal);
            }
            return;
        }
        int removedFrom = instants.from(removal.timeNanos());
        for (Base base : bases(removal.profile())) {
            if (base.snapshot() == null) {
                continue;
            }
            // The Add may have been lost, of an object that the base cannot know.
            boolean youngerThanBase = removal.addedNanos() > base.snapshot().timeNanos + Chunk.LATE_NANOS;
            int left = Math.max(removedFrom, base.from());
            int end = Math.min(removedFrom, base.to());
            if (removal.epoch() >= base.epoch() && !youngerThanBase && left < base.to()) {
                take(base, removal.site(), removal.addedNanos(), removal.weight(), left, base.to());
            } else if (removal.epoch() < base.epoch() && base.from() < end) {
                totals.live.add(row.site(), removal.addedNanos(), removal.weight(), base.from(), end);
            }
        }
        if (removal.staysLive()) {
            ProfileSite site = allSites.one(row.site().asCollected(true));
            Added collected = new Added(0, removal.addedNanos(), removal.weight(), removal.epoch(), site);
            apply(collected, removal.epoch(), null, removedFrom, instants.size());
        }
    }

    private void countBases() {
        for (String profile : snapshots.keySet()) {
            for (Base base : bases(profile)) {
                if (base.snapshot() != null) {
                    remaining(base)
                            .values()
                            .forEach(row -> row.forEach(
                                    (from, to, left) -> totals.live(left, base.snapshot().timeNanos, from, to)));
                }
            }
        }
    }

    /** What happens before the first snapshot tells nothing of the objects that are older than the recording. */
    private void findStarts() {
        snapshots.forEach((profile, byEpoch) -> {
            Snapshot first = byEpoch.firstEntry().getValue();
            if (!ledger.isComplete(first)) {
                starts.merge(profile, first.timeNanos, Math::max);
            }
        });
        starts.forEach(totals::starts);
    }

    /** The sites of all snapshots. */
    void collectSites(Set<ProfileSite> into) {
        snapshots
                .values()
                .forEach(byEpoch ->
                        byEpoch.values().forEach(snapshot -> snapshot.allRows().forEach(row -> into.add(row.site()))));
    }
}
