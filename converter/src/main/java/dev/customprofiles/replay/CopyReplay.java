package dev.customprofiles.replay;

import dev.customprofiles.counts.Instants;
import dev.customprofiles.counts.SiteTable;
import dev.customprofiles.live.Peak;
import dev.customprofiles.reader.Chunk;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/** The state of a recorder copy across chunks: its open objects, and the objects that have left the base snapshots. */
final class CopyReplay {

    /** The columns of {@link #open}; sites are numbers. */
    private static final int TIME = 0;

    private static final int WEIGHT = 1;
    private static final int EPOCH = 2;
    private static final int SITE = 3;
    private static final int COLUMNS = 4;

    private final RecorderCopy copy;
    private final ReplayPlan plan;
    private final Instants instants;
    private final ChosenSites chosen;
    private final SiteTable sites;

    /** The counts of all JVMs together. */
    private final Totals totals;

    private final IdTable open = new IdTable(COLUMNS);
    private final RemovalTable removed = new RemovalTable();
    private final Map<String, ProfileReplay> profiles = new TreeMap<>();

    /** Remainders of rows of the base snapshots that objects have left. */
    private final Map<BaseSnapshot, Map<SnapshotRow, RemainingRow>> remaining = new HashMap<>();

    CopyReplay(RecorderCopy copy, ReplayPlan plan, ChosenSites chosen, Totals totals) {
        this.copy = copy;
        this.plan = plan;
        this.instants = plan.instants();
        this.chosen = chosen;
        this.sites = plan.sites();
        this.totals = totals;
    }

    /** Merges the outcome of the JVM's next chunk. */
    void merge(CopyOutcome chunk) {
        settle(chunk.startNanos - Chunk.LATE_NANOS);
        chunk.profiles.forEach((name, counts) -> profiles.computeIfAbsent(
                        name, absent -> new ProfileReplay(copy, name, plan, chosen, totals, counts.startNanos()))
                .merge(counts.times));
        chunk.ledger.profiles().forEach((name, epochs) -> profiles.get(name).merge(epochs));
        chunk.snapshots.forEach(snapshot -> profiles.get(snapshot.profile).merge(snapshot));
        chunk.leftSinceBase.forEach(left -> left(left.added(), left.removal(), left.base(), left.from(), left.to()));
        chunk.removed.forEach(this::mergeRemoved);
        for (int row = chunk.open.first(); row >= 0; row = chunk.open.next(row)) {
            mergeOpen(chunk.open, row, chunk.phases);
        }
    }

    /** Settles the events before an instant that no later chunk precedes. */
    private void settle(long beforeNanos) {
        List<Long> ids = new ArrayList<>();
        removed.forEach((id, removal) -> {
            if (removal.timeNanos() < beforeNanos) {
                ids.add(id);
            }
        });
        ids.forEach(id -> countUnmatched(removed.remove(id)));
        profiles.values().forEach(profile -> profile.settle(beforeNanos));
    }

    private void mergeRemoved(long id, Removal removal) {
        int row = open.find(id);
        if (row >= 0) {
            Added added = new Added(
                    open.get(row, TIME), open.get(row, WEIGHT), open.get(row, EPOCH), (int) open.get(row, SITE));
            settle(added, removal);
            open.remove(row);
        } else {
            removed.put(id, removal);
        }
    }

    private void mergeOpen(IdTable ofChunk, int at, List<Phase> phases) {
        long id = ofChunk.id(at);
        long place = ofChunk.get(at, CopyChunk.PHASE_AND_ORIGIN);
        long timeNanos = ofChunk.get(at, CopyChunk.TIME);
        long weight = ofChunk.get(at, CopyChunk.WEIGHT);
        long epoch = phases.get((int) (place >>> 32)).epoch;
        int site = (int) place;
        Removal removal = removed.remove(id);
        if (removal != null) {
            settle(new Added(timeNanos, weight, epoch, site), removal);
            return;
        }
        int row = open.put(id);
        if (row < 0) {
            totals.duplicate(site, sites.site(site).profile(), timeNanos, chosen.has(site));
            return;
        }
        open.set(row, TIME, timeNanos);
        open.set(row, WEIGHT, weight);
        open.set(row, EPOCH, epoch);
        open.set(row, SITE, site);
    }

    private void settle(Added added, Removal removal) {
        left(added.site(), added.timeNanos(), removal);
        ProfileReplay profile = profiles.get(sites.site(added.site()).profile());
        int end = instants.from(removal.timeNanos());
        apply(profile, added, added.epoch(), removal, instants.from(added.timeNanos()), end);
        EpochCounts.Epoch epoch = profile.epoch(removal.epoch());
        if (removal.site() == 0) {
            epoch.changes.add(sites.withoutThread(added.site()), -1);
        }
        if (removal.staysLive()) {
            Added collected =
                    new Added(added.timeNanos(), added.weight(), added.epoch(), sites.collected(added.site(), true));
            apply(profile, collected, removal.epoch(), null, end, instants.size());
            if (removal.site() == 0) {
                epoch.changes.add(sites.withoutThread(collected.site()), 1);
            }
        }
        if (!chosen.areAll() && chosen.has(added.site())) {
            countChosen(profile, removal);
        }
    }

    /** Counts a removal in the turnover, if requested. */
    private void left(int site, long addedNanos, Removal removal) {
        totals.left(site, removal);
        if (plan.keepsDropped() && removal.kind() == Removal.Kind.DROPPED) {
            int from = instants.from(removal.timeNanos());
            // No snapshot counts it, so there is none to begin with.
            totals.live.add(sites.collected(site, true), addedNanos, removal.weight(), from, instants.size());
        }
    }

    /** Counts the removal of an object that only now turned out to be chosen. */
    private void countChosen(ProfileReplay profile, Removal removal) {
        totals.removed(removal);
        if (!removal.staysLive()) {
            profile.epoch(removal.epoch()).chosenChange--;
            profile.removed(removal.timeNanos());
        }
    }

    /**
     * Counts an object.
     *
     * @param removal null for an object that stays live
     * @param from the index of the first instant at which it is live
     * @param end the index of the first instant at which it is no longer live
     */
    private void apply(ProfileReplay profile, Added added, long addEpoch, Removal removal, int from, int end) {
        BaseSnapshot.apply(
                profile.bases(),
                addEpoch,
                removal == null ? Long.MAX_VALUE : removal.epoch(),
                from,
                end,
                new BaseSnapshot.Effect() {
                    @Override
                    public void live(int first, int last) {
                        totals.live.add(added.site(), added.timeNanos(), added.weight(), first, last);
                    }

                    @Override
                    public void left(BaseSnapshot base, int first, int last) {
                        CopyReplay.this.left(added, removal, base, first, last);
                    }
                });
    }

    private void left(Added added, Removal removal, BaseSnapshot base, int from, int to) {
        if (removal == null) {
            SnapshotRow row = base.snapshot().rowOfSite(sites.withoutThread(added.site()));
            take(base, row, added.timeNanos(), added.weight(), from, to);
        } else {
            take(base, removal, from, to);
        }
    }

    /**
     * Subtracts an object that has left from the row that counts it. The row's site may differ from that of the
     * object's Add: a snapshot may have less of the stack, or share a row among many sites.
     */
    private void take(BaseSnapshot base, Removal removal, int from, int to) {
        SnapshotRow row = base.snapshot().row(removal.site());
        take(base, row, removal.addedNanos(), removal.weight(), from, to);
    }

    private void take(BaseSnapshot base, SnapshotRow row, long addedNanos, long weight, int from, int to) {
        if (row != null) {
            remaining
                    .computeIfAbsent(base, absent -> new IdentityHashMap<>())
                    .computeIfAbsent(row, absent -> new RemainingRow(row, base.from(), base.to()))
                    .take(base.snapshot().timeNanos - addedNanos, weight, from, to);
        }
    }

    /** Returns whether the copy has the profile. */
    boolean has(String profile) {
        return profiles.containsKey(profile);
    }

    /** Returns the peak; null if it is unknown or the copy does not have the profile. */
    Peak findPeak(String profile) {
        ProfileReplay found = profiles.get(profile);
        return found == null ? null : found.findPeak();
    }

    /**
     * Returns better base snapshots by profile, if there are any. A damaged base is replaced by none if no event before
     * it is missing. If losses are to be made up for, the snapshot after each loss is added.
     */
    Map<String, List<BaseSnapshot>> betterBases() {
        Map<String, List<BaseSnapshot>> better = new HashMap<>();
        profiles.forEach((name, profile) -> {
            List<BaseSnapshot> bases = profile.betterBases();
            if (!bases.equals(profile.bases())) {
                better.put(name, bases);
            }
        });
        return better;
    }

    /**
     * Returns, for a question that begins with the last snapshot, the profiles that have no snapshot where the others
     * begin, although they are older.
     */
    Set<String> lackingBases() {
        Set<String> lacking = new HashSet<>();
        if (plan.isPartial(copy.jvm())) {
            profiles.forEach((name, profile) -> {
                if (profile.lacksBase()) {
                    lacking.add(name);
                }
            });
        }
        return lacking;
    }

    /** Returns whether the copy has the profile, but the recording has no snapshot of it. */
    boolean isBaseless(String profile) {
        return profiles.containsKey(profile) && !profiles.get(profile).hasSnapshot();
    }

    /** Returns the time from which events matter: older events are in the base snapshots. */
    long eventsFromNanos() {
        return profiles.values().stream()
                .mapToLong(ProfileReplay::eventsFromNanos)
                .min()
                .orElse(Long.MAX_VALUE);
    }

    /** Counts the remaining objects after all chunks have been merged. */
    void finish() {
        settle(Long.MAX_VALUE);
        for (int row = open.first(); row >= 0; row = open.next(row)) {
            Added added = new Added(
                    open.get(row, TIME), open.get(row, WEIGHT), open.get(row, EPOCH), (int) open.get(row, SITE));
            ProfileReplay profile = profiles.get(sites.site(added.site()).profile());
            apply(profile, added, added.epoch(), null, instants.from(added.timeNanos()), instants.size());
        }
        profiles.forEach((name, profile) -> {
            profile.bases().forEach(this::countBase);
            totals.starts(name, profile.startNanos());
            totals.orphans(name, profile.orphans());
        });
    }

    /** Counts a removal without an Add: its object is in a snapshot, or it is an orphan. */
    private void countUnmatched(Removal removal) {
        ProfileReplay profile = profiles.get(removal.profile());
        int site = removal.site() == 0 ? -1 : profile.site(removal.site(), removal.epoch());
        if (site < 0) {
            totals.siteless(removal);
            if (removal.addedNanos() <= instants.last()) {
                profile.orphan(removal.epoch());
            }
            return;
        }
        left(site, removal.addedNanos(), removal);
        if (!chosen.areAll() && chosen.has(site)) {
            countChosen(profile, removal);
        }
        int removedFrom = instants.from(removal.timeNanos());
        for (BaseSnapshot base : profile.bases()) {
            if (base.snapshot() == null) {
                continue;
            }
            // The Add of an object that is younger than the base may have been lost.
            boolean youngerThanBase = removal.addedNanos() > base.snapshot().timeNanos + Chunk.LATE_NANOS;
            int left = Math.max(removedFrom, base.from());
            int end = Math.min(removedFrom, base.to());
            if (removal.epoch() >= base.epoch() && !youngerThanBase && left < base.to()) {
                take(base, removal, left, base.to());
            } else if (removal.epoch() < base.epoch() && base.from() < end) {
                totals.live.add(site, removal.addedNanos(), removal.weight(), base.from(), end);
            }
        }
        if (removal.staysLive()) {
            Added collected =
                    new Added(removal.addedNanos(), removal.weight(), removal.epoch(), sites.collected(site, true));
            apply(profile, collected, removal.epoch(), null, removedFrom, instants.size());
        }
    }

    private void countBase(BaseSnapshot base) {
        if (base.snapshot() != null) {
            Map<SnapshotRow, RemainingRow> changed = remaining.getOrDefault(base, Map.of());
            for (SnapshotRow row : base.snapshot().allRows()) {
                RemainingRow left = changed.get(row);
                if (left == null) {
                    totals.live(row, base.snapshot().timeNanos, base.from(), base.to());
                } else {
                    left.forEach((from, to, rest) -> totals.live(rest, base.snapshot().timeNanos, from, to));
                }
            }
        }
    }
}
