package dev.customprofiles.replay;

import dev.customprofiles.reader.Damage;
import dev.customprofiles.reader.Recording;
import java.io.IOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/**
 * Rebuilds the live set of an instant. It is that of the last snapshot before, with what was added since and without
 * what was removed since; where there is no snapshot, that of everything added and not removed. Objects are matched by
 * id within the JVM that wrote them, in whatever order the events come.
 *
 * <p>Chunks are replayed side by side and merged in order. Memory follows the objects that outlive their chunk, not the
 * length of the recording.
 */
public final class Replay {

    /** An instant later than everything: each event counts, also those that the chunk headers do not reach. */
    public static final long END = Long.MAX_VALUE;

    static final Comparator<LiveSite> MOST_FIRST =
            Comparator.comparingLong(LiveSite::count).reversed().thenComparing(LiveSite::site);

    /** The columns of {@link Jvm#open}; a site is an index into {@link #sites}. */
    private static final int TIME = 0;

    private static final int WEIGHT = 1;
    private static final int EPOCH = 2;
    private static final int SITE = 3;

    /** What outlives the chunks of one JVM. */
    private static final class Jvm {
        final int number;
        final IdTable open = new IdTable(4);
        final RemovalTable removed = new RemovalTable();

        /** From when on each profile is known, as far as its first chunk tells. */
        final Map<String, Long> starts = new HashMap<>();

        final List<Removal> leftSinceBase = new ArrayList<>();
        final Ledger ledger = new Ledger();
        final Map<String, TreeMap<Long, Snapshot>> snapshots = new TreeMap<>();
        final Map<String, Base> bases = new HashMap<>();

        Jvm(int number) {
            this.number = number;
        }

        void beginAtBases(ReplayPlan plan) {
            for (String profile : snapshots.keySet()) {
                Snapshot base = plan.base(number, profile);
                if (base != null) {
                    bases.put(profile, new Base(base));
                }
            }
        }

        /**
         * Takes an object that has left from the row that counts it. That need not be the site which the object's Add
         * names: a snapshot may know less of the stack, or share one row among many sites.
         */
        void take(String profile, long site, long addedNanos, long weight) {
            Base base = bases.get(profile);
            if (base != null) {
                base.take(base.snapshot.row(site), addedNanos, weight);
            }
        }

        /** As {@link #take(String, long, long, long)}, for an object of which no removal names the row. */
        void take(ProfileSite site, long addedNanos, long weight) {
            Base base = bases.get(site.profile());
            if (base != null) {
                base.take(base.snapshot.row(site), addedNanos, weight);
            }
        }
    }

    /** The snapshot that the replay of a profile begins with, and what is left of it at the instant. */
    private static final class Base {
        final Snapshot snapshot;
        final Map<SnapshotRow, RemainingRow> remaining = new IdentityHashMap<>();

        Base(Snapshot snapshot) {
            this.snapshot = snapshot;
            snapshot.rows.values().forEach(row -> remaining.put(row, new RemainingRow(row)));
        }

        void take(SnapshotRow row, long addedNanos, long weight) {
            if (row != null) {
                remaining.get(row).take(snapshot.timeNanos - addedNanos, weight);
            }
        }
    }

    private final Question question;
    private final ReplayPlan plan;
    private final Tally live;
    private final Tally collected;
    private final Map<Integer, Jvm> jvms = new TreeMap<>();
    private final List<ProfileSite> sites = new ArrayList<>();
    private final Map<ProfileSite, Integer> siteIndex = new HashMap<>();
    private final TreeMap<String, ProfileCounts> profiles = new TreeMap<>();
    private final Map<String, Long> starts = new HashMap<>();
    private final Map<String, String> units = new HashMap<>();
    private final List<String> partialSnapshots = new ArrayList<>();
    private long lastNanos;
    private long duplicates;
    private long lostBytes;
    private boolean lossRecorded = true;
    private long uncertainAges;

    private Replay(Question question, ReplayPlan plan, long endNanos) {
        this.question = question;
        this.plan = plan;
        this.lastNanos = endNanos;
        this.live = new Tally(Math.min(question.atNanos(), endNanos), question.ages());
        this.collected = live.another();
    }

    /**
     * Answers a question.
     *
     * @return the profiles that were met, with their live sets at the instant; for an instant outside a profile's {@link
     *     ProfileHistory#span()} the live set is empty or wrong, and the caller has to say so
     * @throws IOException if the recording cannot be read at all; parts of it that cannot are in {@link Losses}
     */
    public static History run(Recording recording, Question question) throws IOException {
        Replay replay = run(recording, question, ReplayPlan.of(recording, question));
        Map<ReplayPlan.JvmProfile, Snapshot> better = replay.betterBases();
        Set<String> lacking = replay.lackingBases();
        if (!better.isEmpty() || !lacking.isEmpty()) {
            replay = run(recording, question, ReplayPlan.of(recording, question, better, lacking));
        }
        return replay.history(recording);
    }

    private static Replay run(Recording recording, Question question, ReplayPlan plan) throws IOException {
        Replay replay = new Replay(question, plan, recording.endNanos());
        SiteTable sites = new SiteTable();
        recording.process(
                chunk -> plan.reads(chunk) ? ChunkReplay.run(question, plan, sites, chunk, replay.live) : null,
                replay::merge,
                Runtime.getRuntime().availableProcessors());
        return replay;
    }

    /**
     * The snapshots to begin with instead, where there are any: where the one that was chosen is damaged although no event
     * before it is missing, none; for a question that begins with the first snapshot, the one after the last loss.
     */
    private Map<ReplayPlan.JvmProfile, Snapshot> betterBases() {
        Map<ReplayPlan.JvmProfile, Snapshot> better = new HashMap<>();
        for (Jvm jvm : jvms.values()) {
            jvm.snapshots.forEach((profile, byEpoch) -> {
                Snapshot base = plan.base(jvm.number, profile);
                boolean needless = base != null && !base.isWhole() && jvm.ledger.isComplete(base);
                Snapshot best = needless ? null : base;
                if (question.from() == Question.From.FIRST_SNAPSHOT) {
                    for (Snapshot snapshot : byEpoch.values()) {
                        if (plan.mayBegin(jvm.number, snapshot) && !follows(jvm, best, snapshot)) {
                            best = snapshot;
                        }
                    }
                }
                if (best != base) {
                    better.put(new ReplayPlan.JvmProfile(jvm.number, profile), best);
                }
            });
        }
        return better;
    }

    /** Whether a snapshot is what the one to begin with, or none, and the events since make of it. */
    private static boolean follows(Jvm jvm, Snapshot base, Snapshot snapshot) {
        return base == null
                ? jvm.ledger.isComplete(snapshot)
                : base.isWhole() && jvm.ledger.check(jvm.snapshots.get(snapshot.profile), base, snapshot) == null;
    }

    /**
     * For a question that begins with the last snapshot, the profiles of which there is none where the others begin,
     * although they are older.
     */
    private Set<String> lackingBases() {
        Set<String> lacking = new HashSet<>();
        for (Jvm jvm : jvms.values()) {
            for (String profile : jvm.starts.keySet()) {
                if (plan.isPartial(jvm.number) && plan.base(jvm.number, profile) == null) {
                    TreeMap<Long, Snapshot> byEpoch = jvm.snapshots.get(profile);
                    if (byEpoch == null
                            || !jvm.ledger.isComplete(byEpoch.firstEntry().getValue())) {
                        lacking.add(profile);
                    }
                }
            }
        }
        return lacking;
    }

    /** @param chunk null for one that was not read */
    private void merge(ChunkOutcome chunk) {
        if (chunk == null) {
            return;
        }
        Jvm jvm = jvms.computeIfAbsent(chunk.jvm, Jvm::new);
        live.addAll(chunk.settled);
        collected.addAll(chunk.collected);
        chunk.profiles.forEach((profile, counts) -> {
            counts(profile).addAll(counts);
            jvm.starts.putIfAbsent(profile, counts.startNanos());
        });
        lastNanos = Math.max(lastNanos, chunk.lastNanos);
        duplicates += chunk.duplicates;
        lostBytes += chunk.lostBytes;
        lossRecorded &= chunk.lossRecorded;
        jvm.ledger.addAll(chunk.ledger);
        jvm.leftSinceBase.addAll(chunk.leftSinceBase);
        for (Snapshot snapshot : chunk.snapshots) {
            jvm.snapshots
                    .computeIfAbsent(snapshot.profile, absent -> new TreeMap<>())
                    .put(snapshot.epoch, snapshot);
        }
        chunk.removed.forEach((id, removal) -> mergeRemoved(jvm, id, removal));
        chunk.open.forEach(added -> mergeOpen(jvm, added));
    }

    private void mergeRemoved(Jvm jvm, long id, Removal removal) {
        int row = jvm.open.find(id);
        if (row >= 0) {
            settle(jvm, added(jvm.open, row), removal);
            jvm.open.remove(row);
        } else {
            jvm.removed.put(id, removal);
        }
    }

    private Added added(IdTable open, int row) {
        return new Added(open.id(row), open.get(row, TIME), open.get(row, WEIGHT), open.get(row, EPOCH), sites.get((int)
                open.get(row, SITE)));
    }

    private void mergeOpen(Jvm jvm, Added added) {
        Removal removal = jvm.removed.remove(added.id());
        if (removal != null) {
            settle(jvm, added, removal);
            return;
        }
        int row = jvm.open.put(added.id());
        if (row < 0) {
            duplicates++;
            counts(added.site().profile()).added--;
            return;
        }
        jvm.open.set(row, TIME, added.timeNanos());
        jvm.open.set(row, WEIGHT, added.weight());
        jvm.open.set(row, EPOCH, added.epoch());
        jvm.open.set(row, SITE, site(added.site()));
    }

    private void settle(Jvm jvm, Added added, Removal removal) {
        ProfileSite site = added.site();
        long baseEpoch = plan.baseEpoch(jvm.number, site.profile());
        int effect = removal.effect(added.epoch(), added.timeNanos(), baseEpoch, question.atNanos());
        if (effect > 0) {
            live.add(site, added.timeNanos(), added.weight());
        } else if (effect < 0) {
            jvm.leftSinceBase.add(removal);
        }
        countCollected(site, added.weight(), removal);
        if (removal.site() == 0) {
            jvm.ledger.epoch(site.profile(), removal.epoch()).removed(site.withoutThread());
        }
    }

    private int site(ProfileSite site) {
        return siteIndex.computeIfAbsent(site, absent -> {
            sites.add(site);
            return sites.size() - 1;
        });
    }

    private ProfileCounts counts(String profile) {
        return profiles.computeIfAbsent(profile, absent -> new ProfileCounts());
    }

    private History history(Recording recording) {
        List<Drift> drifts = new ArrayList<>();
        for (Jvm jvm : jvms.values()) {
            countSnapshots(jvm, drifts);
            jvm.beginAtBases(plan);
            countOpen(jvm);
            jvm.removed.forEach((id, removal) -> countUnmatched(jvm, removal));
            jvm.leftSinceBase.forEach(
                    removal -> jvm.take(removal.profile(), removal.site(), removal.addedNanos(), removal.weight()));
            countBases(jvm);
            findStarts(jvm);
        }
        completeStacks();
        long atNanos = Math.min(question.atNanos(), lastNanos);
        Map<String, List<LiveSite>> liveSites = new HashMap<>();
        live.forEach(atNanos, (profile, site) -> list(liveSites, profile).add(site));
        Map<String, List<LiveSite>> collectedSites = new HashMap<>();
        collected.forEachEnded((profile, site) -> list(collectedSites, profile).add(site));
        List<ProfileHistory> histories = new ArrayList<>();
        profiles.forEach((name, counts) -> {
            String unit = units.get(name);
            histories.add(new ProfileHistory(
                    name,
                    new Span(starts.get(name), lastNanos),
                    new LiveSet(name, unit, atNanos, sorted(list(liveSites, name))),
                    new LiveSet(name + ".collected", unit, atNanos, sorted(list(collectedSites, name))),
                    counts.added,
                    counts.removed,
                    counts.collected,
                    counts.orphans));
        });
        return new History(
                histories, losses(recording, drifts), plan.pauseAtInstant().orElse(null));
    }

    private static List<LiveSite> list(Map<String, List<LiveSite>> lists, String profile) {
        return lists.computeIfAbsent(profile, absent -> new ArrayList<>());
    }

    private static List<LiveSite> sorted(List<LiveSite> sites) {
        sites.sort(MOST_FIRST);
        return sites;
    }

    private void countSnapshots(Jvm jvm, List<Drift> drifts) {
        jvm.snapshots.forEach((profile, byEpoch) -> {
            Snapshot before = null;
            long latestEpoch = 0;
            for (Snapshot snapshot : byEpoch.values()) {
                // JFR was switched off: what happened then is not missing. Else snapshots are missing too.
                boolean pause = before != null
                        && snapshot.epoch <= latestEpoch + 1
                        && plan.pausedBetween(jvm.number, before.timeNanos, snapshot.timeNanos);
                latestEpoch = snapshot.epoch;
                if (snapshot.unit != null) {
                    units.put(profile, snapshot.unit);
                }
                if (!snapshot.isWhole()) {
                    partialSnapshots.add("the snapshot of " + profile + " at "
                            + Instant.ofEpochSecond(0, snapshot.timeNanos) + " lost "
                            + (snapshot.lost() == 0 ? "frames" : "the sites of " + snapshot.lost() + " objects"));
                    continue;
                }
                if (before != null && !pause) {
                    Drift drift = jvm.ledger.check(byEpoch, before, snapshot);
                    if (drift != null) {
                        drifts.add(drift);
                    }
                }
                before = snapshot;
            }
        });
    }

    private void countBases(Jvm jvm) {
        jvm.bases.forEach((profile, base) -> base.remaining
                .values()
                .forEach(left -> uncertainAges += live.add(left.row(), base.snapshot.timeNanos)));
    }

    /** What happens before the first snapshot tells nothing of the objects that are older than the recording. */
    private void findStarts(Jvm jvm) {
        jvm.snapshots.forEach((profile, byEpoch) -> {
            Snapshot first = byEpoch.firstEntry().getValue();
            if (!jvm.ledger.isComplete(first)) {
                jvm.starts.merge(profile, first.timeNanos, Math::max);
            }
        });
        jvm.starts.forEach((profile, start) -> starts.merge(profile, start, Math::min));
    }

    private void countOpen(Jvm jvm) {
        for (int row = jvm.open.first(); row >= 0; row = jvm.open.next(row)) {
            Added added = added(jvm.open, row);
            ProfileSite site = added.site();
            boolean isLive = added.timeNanos() <= question.atNanos();
            boolean counted = added.epoch() < plan.baseEpoch(jvm.number, site.profile());
            if (isLive && !counted) {
                live.add(site, added.timeNanos(), added.weight());
            } else if (counted && !isLive) {
                jvm.take(site.withoutThread(), added.timeNanos(), added.weight());
            }
        }
    }

    /** A removal without an Add is of an object that a snapshot counts, or else an orphan. */
    private void countUnmatched(Jvm jvm, Removal removal) {
        TreeMap<Long, Snapshot> snapshots = jvm.snapshots.getOrDefault(removal.profile(), new TreeMap<>());
        SnapshotRow row = removal.site() == 0 ? null : Snapshot.row(snapshots, removal.epoch(), removal.site());
        if (row == null) {
            if (snapshots.isEmpty() || removal.epoch() >= snapshots.firstKey()) {
                counts(removal.profile()).orphans++;
            }
            return;
        }
        countCollected(row.site(), removal.weight(), removal);
        Snapshot base = plan.base(jvm.number, removal.profile());
        if (base == null) {
            return;
        }
        // The Add may have been lost, of an object that the base cannot know.
        boolean youngerThanBase = removal.addedNanos() > base.timeNanos + ReplayPlan.LATE_NANOS;
        boolean counted = removal.epoch() >= base.epoch && !youngerThanBase;
        boolean isLive = removal.timeNanos() > question.atNanos();
        if (counted && !isLive) {
            jvm.take(removal.profile(), removal.site(), removal.addedNanos(), removal.weight());
        } else if (isLive && removal.epoch() < base.epoch) {
            live.add(row.site(), removal.addedNanos(), removal.weight());
        }
    }

    /** Counts what is one site under the stack that knows most of it. */
    private void completeStacks() {
        Set<ProfileSite> all = new HashSet<>();
        all.addAll(live.sites());
        all.addAll(collected.sites());
        for (Jvm jvm : jvms.values()) {
            jvm.snapshots
                    .values()
                    .forEach(byEpoch -> byEpoch.values()
                            .forEach(snapshot -> snapshot.rows.values().forEach(row -> all.add(row.site()))));
        }
        Map<ProfileSite, ProfileSite> completed = new TruncatedStacks(all).completed();
        live.move(completed);
        collected.move(completed);
    }

    private void countCollected(ProfileSite site, long weight, Removal removal) {
        if (removal.collected() && removal.timeNanos() <= question.atNanos()) {
            collected.addEnded(site, weight, removal.ageNanos());
        }
    }

    private List<String> baseless() {
        return profiles.keySet().stream()
                .filter(profile -> jvms.values().stream()
                        .anyMatch(jvm -> jvm.starts.containsKey(profile) && !jvm.snapshots.containsKey(profile)))
                .toList();
    }

    private Losses losses(Recording recording, List<Drift> drifts) {
        List<String> damage = new ArrayList<>(
                recording.damage().stream().map(Damage::toString).toList());
        damage.addAll(partialSnapshots);
        long orphans =
                profiles.values().stream().mapToLong(counts -> counts.orphans).sum();
        long[] unknown = new long[2];
        live.forEach(lastNanos, (profile, site) -> {
            unknown[0] += question.byThread() && site.site().thread() == null ? site.count() : 0;
            unknown[1] += SnapshotRow.standsForSeveral(site.site()) ? site.count() : 0;
        });
        return new Losses(
                damage,
                drifts,
                lostBytes,
                lossRecorded,
                orphans,
                duplicates,
                live.withoutStack(),
                live.truncated(),
                uncertainAges,
                unknown[0],
                unknown[1],
                baseless(),
                Unpaired.NONE);
    }
}
