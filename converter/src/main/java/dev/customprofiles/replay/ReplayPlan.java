package dev.customprofiles.replay;

import dev.customprofiles.counts.Instants;
import dev.customprofiles.counts.SiteTable;
import dev.customprofiles.live.AgeRange;
import dev.customprofiles.live.Question;
import dev.customprofiles.live.Span;
import dev.customprofiles.reader.Chunk;
import dev.customprofiles.reader.ChunkReader;
import dev.customprofiles.reader.Recording;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/**
 * Which chunks have to be read to answer a question, and which snapshots the replay of a profile begins with: for each
 * JVM the last one before the first instant, so that asking a long recording costs about what asking a chunk costs. Where
 * JFR was switched off in between, it begins anew.
 */
final class ReplayPlan {

    record CopyProfile(RecorderCopy copy, String profile) {}

    /** A profile of one copy of the recorder, within a JVM. */
    private record Owned(long recorder, String profile) {

        static Owned of(Snapshot snapshot) {
            return new Owned(snapshot.recorder, snapshot.profile);
        }
    }

    private record Pause(int jvm, Span span) {}

    /**
     * Chunks of a JVM that follow one another: nobody switched JFR off.
     *
     * @param from the index of the first instant that is answered here
     * @param to the index after that of the last one
     * @param bases the snapshots to begin with, by profile
     * @param whole whether all of its chunks up to the last instant are read
     */
    private record Stretch(long startNanos, int from, int to, Map<Owned, Snapshot> bases, boolean whole) {}

    private final Question question;
    private final Instants instants;
    private final SiteTable sites;
    private final RowSites rowSites = new RowSites();
    private final Map<Integer, List<Stretch>> stretches = new HashMap<>();
    private final Set<Chunk> toRead = new HashSet<>();
    private final List<Pause> pauses = new ArrayList<>();
    private final Map<CopyProfile, List<BaseSnapshot>> better;
    private final Set<CopyProfile> lacking;

    private ReplayPlan(
            Question question,
            Instants instants,
            SiteTable sites,
            Map<CopyProfile, List<BaseSnapshot>> better,
            Set<CopyProfile> lacking) {
        this.question = question;
        this.instants = instants;
        this.sites = sites;
        this.better = better;
        this.lacking = lacking;
    }

    static ReplayPlan of(Recording recording, Question question, Instants instants, SiteTable sites)
            throws IOException {
        return of(recording, question, instants, sites, Map.of(), Set.of());
    }

    /**
     * A plan that makes up for what a first replay found out.
     *
     * @param better the snapshots to begin with instead
     * @param lacking profiles that need a snapshot although the one where others begin has none of them, for a question
     *     that begins with the last ones
     */
    static ReplayPlan of(
            Recording recording,
            Question question,
            Instants instants,
            SiteTable sites,
            Map<CopyProfile, List<BaseSnapshot>> better,
            Set<CopyProfile> lacking)
            throws IOException {
        ReplayPlan plan = new ReplayPlan(question, instants, sites, better, lacking);
        Map<Integer, List<Chunk>> jvms = new TreeMap<>();
        for (Chunk chunk : recording.chunks()) {
            jvms.computeIfAbsent(chunk.jvm(), absent -> new ArrayList<>()).add(chunk);
        }
        for (Map.Entry<Integer, List<Chunk>> jvm : jvms.entrySet()) {
            plan.add(jvm.getKey(), jvm.getValue());
        }
        return plan;
    }

    Instants instants() {
        return instants;
    }

    /** Whether the instants after a loss begin with the snapshot after it. */
    boolean mayReplaceLater() {
        return question.from() == Question.From.FIRST_SNAPSHOT || instants.size() > 1;
    }

    /** Whether what left a weak profile because it was collected is counted as if it had stayed. */
    boolean keepsDropped() {
        return question.dropped();
    }

    /** Whether the question asks for the peak, which there is of a single instant only. */
    boolean findsPeak() {
        return question.peak() && instants.size() == 1;
    }

    /** Reads the snapshots of a chunk. */
    SnapshotReader snapshotReader(Chunk chunk, ChunkReader events) {
        boolean withAges = question.turnover() || !question.ages().equals(AgeRange.ALL);
        return new SnapshotReader(sites, rowSites, chunk.jvm(), withAges, events);
    }

    /** The sites of the recording. */
    SiteTable sites() {
        return sites;
    }

    boolean reads(Chunk chunk) {
        return toRead.contains(chunk);
    }

    /** The snapshots that the replay of a profile begins with, one after the other for all of the instants. */
    List<BaseSnapshot> bases(RecorderCopy copy, String profile) {
        List<BaseSnapshot> found = better.get(new CopyProfile(copy, profile));
        Owned owned = new Owned(copy.recorder(), profile);
        return found != null
                ? found
                : stretches.get(copy.jvm()).stream()
                        .map(stretch -> new BaseSnapshot(stretch.bases.get(owned), stretch.from, stretch.to))
                        .toList();
    }

    /** Whether chunks are left out that are older than the ones that are read. */
    boolean isPartial(int jvm) {
        return stretches.get(jvm).stream().anyMatch(stretch -> !stretch.whole);
    }

    /** Whether a snapshot may be the one to begin with in place of another, for the later ones of its instants. */
    boolean mayBegin(int jvm, BaseSnapshot base, Snapshot snapshot) {
        return stretches.get(jvm).stream()
                .anyMatch(stretch -> stretch.from <= base.from()
                        && base.to() <= stretch.to
                        && stretch.startNanos <= snapshot.timeNanos
                        && snapshot.timeNanos <= instants.at(base.to() - 1));
    }

    /** Whether JFR was switched off at some time between two instants, so that events are missing by intent. */
    boolean pausedBetween(int jvm, long fromNanos, long toNanos) {
        return pauses.stream()
                .anyMatch(pause ->
                        pause.jvm == jvm && fromNanos <= pause.span.startNanos() && pause.span.endNanos() <= toNanos);
    }

    /** Every time in which a JVM was not recorded that was recorded before and after. */
    List<Span> pauses() {
        return pauses.stream().map(Pause::span).toList();
    }

    /** The time around an instant in which no JVM was recorded that was recorded before and after. */
    Optional<Span> pauseAt(long nanos) {
        return pauses.stream()
                .map(Pause::span)
                .filter(span -> span.startNanos() < nanos && nanos < span.endNanos())
                .findFirst();
    }

    private void add(int jvm, List<Chunk> all) throws IOException {
        long end = all.get(all.size() - 1).endNanos();
        List<Stretch> found = new ArrayList<>();
        int from = 0;
        for (int first = 0, next; first < all.size(); first = next) {
            next = endOfStretch(jvm, all, first);
            int to = next == all.size()
                    ? instants.size()
                    : instants.from(all.get(next).startNanos());
            if (from < to) {
                long firstNanos = Math.min(instants.at(from), end);
                long lastNanos = Math.min(instants.at(to - 1), end);
                found.add(stretch(jvm, all.subList(first, next), from, to, firstNanos, lastNanos));
            }
            from = to;
        }
        stretches.put(jvm, found);
        if (question.wholeHistory()) {
            toRead.addAll(all);
        }
    }

    /** The index after that of the last chunk before a pause. */
    private int endOfStretch(int jvm, List<Chunk> all, int first) {
        for (int next = first + 1; next < all.size(); next++) {
            long end = all.get(next - 1).endNanos();
            long start = all.get(next).startNanos();
            if (start - end > Chunk.ROTATION_NANOS) {
                pauses.add(new Pause(jvm, new Span(end, start)));
                return next;
            }
        }
        return all.size();
    }

    private Stretch stretch(int jvm, List<Chunk> chunks, int from, int to, long firstNanos, long lastNanos)
            throws IOException {
        Map<Owned, Snapshot> bases = new HashMap<>();
        int first = 0;
        if (question.from() == Question.From.FIRST_SNAPSHOT) {
            for (Snapshot snapshot : snapshots(chunks.get(0), instants.at(from))) {
                bases.merge(Owned.of(snapshot), snapshot, ReplayPlan::earlier);
            }
        } else {
            first = lastBases(jvm, chunks, beyond(chunks, firstNanos), firstNanos, instants.at(from), bases);
        }
        toRead.addAll(chunks.subList(first, beyond(chunks, lastNanos) + 1));
        return new Stretch(chunks.get(0).startNanos(), from, to, bases, first == 0);
    }

    /** The first chunk beyond an instant is read too: its snapshot tells whether anything before it is missing. */
    private static int beyond(List<Chunk> chunks, long at) {
        int last = 0;
        while (last + 1 < chunks.size() && chunks.get(last).startNanos() <= at + Chunk.LATE_NANOS) {
            last++;
        }
        return last;
    }

    /**
     * Begins with the last whole snapshot of each profile; which chunk to read from. Where there is no whole one, that is
     * the first chunk, with the first snapshot. An instant may lie between the snapshots of two profiles in one chunk, so every
     * chunk that is read is looked at.
     *
     * @param at the instant, or the end of the chunks as their headers tell it
     * @param latest the instant, which may be {@link Replay#END}: a snapshot may be later than a header knows
     */
    private int lastBases(int jvm, List<Chunk> chunks, int last, long at, long latest, Map<Owned, Snapshot> bases)
            throws IOException {
        Map<Owned, Snapshot> whole = new HashMap<>();
        Set<Owned> wanted = new HashSet<>();
        lacking.stream()
                .filter(profile -> profile.copy.jvm() == jvm)
                .forEach(profile -> wanted.add(new Owned(profile.copy.recorder(), profile.profile)));
        int first = last + 1;
        do {
            first--;
            if (chunks.get(first).startNanos() > at) {
                continue;
            }
            Map<Owned, Snapshot> ofChunk = new HashMap<>();
            for (Snapshot snapshot : snapshots(chunks.get(first), latest)) {
                if (snapshot.isWhole()) {
                    ofChunk.merge(Owned.of(snapshot), snapshot, (one, other) -> one.epoch > other.epoch ? one : other);
                } else {
                    bases.merge(Owned.of(snapshot), snapshot, ReplayPlan::earlier);
                }
                wanted.add(Owned.of(snapshot));
            }
            ofChunk.forEach(whole::putIfAbsent);
            wanted.removeAll(whole.keySet());
            // What a snapshot knows before its time is in events that may be of objects added before it.
        } while (first > 0
                && (whole.isEmpty() || !wanted.isEmpty() || chunks.get(first).startNanos() > at - Chunk.LATE_NANOS));
        bases.putAll(whole);
        return first;
    }

    private static Snapshot earlier(Snapshot one, Snapshot other) {
        return one.epoch <= other.epoch ? one : other;
    }

    /** The snapshots of a chunk that the question is about, and that are not younger than the instant. */
    private List<Snapshot> snapshots(Chunk chunk, long at) throws IOException {
        List<Snapshot> snapshots = snapshots(chunk);
        snapshots.removeIf(snapshot -> !question.isAbout(snapshot.profile) || snapshot.timeNanos > at);
        return snapshots;
    }

    private List<Snapshot> snapshots(Chunk chunk) throws IOException {
        if (chunk.eventTypes().stream().noneMatch(type -> type.name().equals(RecorderEvents.SNAPSHOT.eventName()))) {
            return new ArrayList<>();
        }
        try (ChunkReader events = chunk.read(RecorderEvents.SNAPSHOT, RecorderEvents.ROW, RecorderEvents.FRAME)) {
            SnapshotReader snapshots = snapshotReader(chunk, events);
            for (int event = events.next(); event >= 0; event = events.next()) {
                switch (event) {
                    case 0 -> snapshots.header();
                    case 1 -> snapshots.row();
                    default -> snapshots.frame();
                }
            }
            return snapshots.snapshots();
        }
    }
}
