package dev.customprofiles.replay;

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
 * Which chunks have to be read to answer a question, and which snapshot the replay of a profile begins with: for each
 * JVM the last one before the instant, so that asking a long recording costs about what asking a chunk costs.
 */
final class ReplayPlan {

    /**
     * How late an event may be committed: it may be in a later chunk than its time says, or be older than a snapshot
     * that does not know of it. Threads are seldom held up for longer than some 300 ms; this leaves room.
     */
    static final long LATE_NANOS = 2_000_000_000L;

    /** The epoch of profiles that have no snapshot: every event counts. */
    static final long NO_BASE = Long.MIN_VALUE;

    /**
     * A chunk begins where the one before it ended, to the nanosecond (measured on JDK 17 and 25); if there is more than
     * this between them, JFR was switched off, or a chunk is missing.
     */
    static final long ROTATION_NANOS = 1_000_000L;

    record JvmProfile(int jvm, String profile) {}

    private record Pause(int jvm, Span span) {}

    private final Question question;
    private final Map<JvmProfile, Snapshot> bases = new HashMap<>();
    private final Set<Chunk> toRead = new HashSet<>();
    private final List<Pause> pauses = new ArrayList<>();

    /** When the stretch begins that the instant is in, by JVM: since then nobody switched JFR off. */
    private final Map<Integer, Long> beginnings = new HashMap<>();

    /** The JVMs of which not all chunks of that stretch are read. */
    private final Set<Integer> partial = new HashSet<>();

    private final Map<JvmProfile, Snapshot> better;
    private final Set<String> lacking;

    private ReplayPlan(Question question, Map<JvmProfile, Snapshot> better, Set<String> lacking) {
        this.question = question;
        this.better = better;
        this.lacking = lacking;
    }

    static ReplayPlan of(Recording recording, Question question) throws IOException {
        return of(recording, question, Map.of(), Set.of());
    }

    /**
     * A plan that makes up for what a first replay found out.
     *
     * @param better the snapshots to begin with, null for none
     * @param lacking profiles that need a snapshot although the one where others begin has none of them, for a question
     *     that begins with the last ones
     */
    static ReplayPlan of(Recording recording, Question question, Map<JvmProfile, Snapshot> better, Set<String> lacking)
            throws IOException {
        ReplayPlan plan = new ReplayPlan(question, better, lacking);
        Map<Integer, List<Chunk>> jvms = new TreeMap<>();
        for (Chunk chunk : recording.chunks()) {
            jvms.computeIfAbsent(chunk.jvm(), absent -> new ArrayList<>()).add(chunk);
        }
        for (Map.Entry<Integer, List<Chunk>> jvm : jvms.entrySet()) {
            plan.add(jvm.getKey(), jvm.getValue());
        }
        return plan;
    }

    boolean reads(Chunk chunk) {
        return toRead.contains(chunk);
    }

    /** The epoch whose events are the first that the replay of a profile counts; what is older is in its snapshot. */
    long baseEpoch(int jvm, String profile) {
        Snapshot base = bases.get(new JvmProfile(jvm, profile));
        return base == null ? NO_BASE : base.epoch;
    }

    /** The snapshot that the replay of a profile begins with; null if there is none. */
    Snapshot base(int jvm, String profile) {
        return bases.get(new JvmProfile(jvm, profile));
    }

    /** Whether chunks are left out that are older than the ones that are read. */
    boolean isPartial(int jvm) {
        return partial.contains(jvm);
    }

    /** Whether a snapshot may be the one to begin with. */
    boolean mayBegin(int jvm, Snapshot snapshot) {
        return snapshot.isWhole()
                && snapshot.timeNanos >= beginnings.get(jvm)
                && snapshot.timeNanos <= question.atNanos();
    }

    /** Whether JFR was switched off at some time between two instants, so that events are missing by intent. */
    boolean pausedBetween(int jvm, long fromNanos, long toNanos) {
        return pauses.stream()
                .anyMatch(pause ->
                        pause.jvm == jvm && fromNanos <= pause.span.startNanos() && pause.span.endNanos() <= toNanos);
    }

    /** The time around the instant at which no JVM was recorded that was recorded before and after. */
    Optional<Span> pauseAtInstant() {
        return pauses.stream()
                .map(Pause::span)
                .filter(span -> span.startNanos() < question.atNanos() && question.atNanos() < span.endNanos())
                .findFirst();
    }

    private void add(int jvm, List<Chunk> all) throws IOException {
        long at = Math.min(question.atNanos(), all.get(all.size() - 1).endNanos());
        List<Chunk> chunks = unbroken(jvm, all, at);
        int last = 0;
        while (last + 1 < chunks.size() && chunks.get(last).startNanos() <= at + LATE_NANOS) {
            last++; // the first chunk beyond is read too: its snapshot tells whether anything before it is missing
        }
        int first = question.from() == Question.From.FIRST_SNAPSHOT
                ? firstBases(jvm, chunks, at)
                : lastBases(jvm, chunks, last, at);
        bases.putAll(better);
        beginnings.put(jvm, chunks.get(0).startNanos());
        if (first > 0) {
            partial.add(jvm);
        }
        toRead.addAll(question.wholeHistory() ? all : chunks.subList(first, last + 1));
    }

    /** The chunks around the instant that follow one another; finds the pauses on the way. */
    private List<Chunk> unbroken(int jvm, List<Chunk> all, long at) {
        int from = 0;
        int to = all.size();
        for (int i = 1; i < all.size(); i++) {
            long end = all.get(i - 1).endNanos();
            long start = all.get(i).startNanos();
            if (start - end > ROTATION_NANOS) {
                pauses.add(new Pause(jvm, new Span(end, start)));
                if (start <= at) {
                    from = i;
                } else {
                    to = Math.min(to, i);
                }
            }
        }
        return all.subList(from, to);
    }

    /** Begins with the snapshots of the first chunk; which chunk to read from. */
    private int firstBases(int jvm, List<Chunk> chunks, long at) throws IOException {
        for (Snapshot snapshot : snapshots(chunks.get(0), at)) {
            bases.merge(new JvmProfile(jvm, snapshot.profile), snapshot, ReplayPlan::earlier);
        }
        return 0;
    }

    /**
     * Begins with the last whole snapshot of each profile; which chunk to read from. Where there is no whole one, that is
     * the first chunk, with the first snapshot.
     */
    private int lastBases(int jvm, List<Chunk> chunks, int last, long at) throws IOException {
        Map<String, Snapshot> whole = new HashMap<>();
        Map<String, Snapshot> damaged = new HashMap<>();
        Set<String> wanted = new HashSet<>(lacking);
        int first = last + 1;
        do {
            first--;
            if (chunks.get(first).startNanos() > at) {
                continue;
            }
            Map<String, Snapshot> latest = new HashMap<>();
            for (Snapshot snapshot : snapshots(chunks.get(first), at)) {
                if (snapshot.isWhole()) {
                    latest.merge(snapshot.profile, snapshot, (one, other) -> one.epoch > other.epoch ? one : other);
                } else {
                    damaged.merge(snapshot.profile, snapshot, ReplayPlan::earlier);
                }
                wanted.add(snapshot.profile);
            }
            latest.forEach(whole::putIfAbsent);
            wanted.removeAll(whole.keySet());
        } while (first > 0 && (whole.isEmpty() || !wanted.isEmpty()));
        damaged.keySet().removeAll(whole.keySet());
        damaged.forEach((profile, snapshot) -> bases.put(new JvmProfile(jvm, profile), snapshot));
        whole.forEach((profile, snapshot) -> bases.put(new JvmProfile(jvm, profile), snapshot));
        // What a snapshot knows before its time is in events that may be of objects added before it.
        while (first > 0 && chunks.get(first).startNanos() > at - LATE_NANOS) {
            first--;
        }
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
        if (chunk.eventTypes().stream().noneMatch(type -> type.name().equals(SnapshotReader.HEADERS.eventName()))) {
            return new ArrayList<>();
        }
        try (ChunkReader events = chunk.read(SnapshotReader.HEADERS, SnapshotReader.ROWS, SnapshotReader.FRAMES)) {
            SnapshotReader snapshots = new SnapshotReader(events);
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
