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
    private static final long ROTATION_NANOS = 1_000_000L;

    private record JvmProfile(int jvm, String profile) {}

    private record Pause(int jvm, Span span) {}

    private final Question question;
    private final Map<JvmProfile, Snapshot> bases = new HashMap<>();
    private final Set<Chunk> toRead = new HashSet<>();
    private final List<Pause> pauses = new ArrayList<>();

    private ReplayPlan(Question question) {
        this.question = question;
    }

    static ReplayPlan of(Recording recording, Question question) throws IOException {
        ReplayPlan plan = new ReplayPlan(question);
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
        int first = question.from() == Question.From.FIRST_SNAPSHOT ? 0 : firstToRead(jvm, chunks, last, at);
        if (first == 0) {
            List<Snapshot> snapshots = snapshots(chunks.get(0));
            snapshots.removeIf(snapshot -> snapshot.profile == null);
            chooseBases(jvm, snapshots, at);
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

    /** The last chunk with whole snapshots that are safely older than the instant; the first chunk if there is none. */
    private int firstToRead(int jvm, List<Chunk> chunks, int last, long at) throws IOException {
        for (int i = last; i > 0; i--) {
            if (chunks.get(i).startNanos() <= at - LATE_NANOS) {
                List<Snapshot> snapshots = snapshots(chunks.get(i));
                snapshots.removeIf(snapshot -> !question.isAbout(snapshot.profile));
                boolean old = snapshots.stream().anyMatch(snapshot -> snapshot.timeNanos <= at - LATE_NANOS);
                if (old && snapshots.stream().allMatch(Snapshot::isWhole)) {
                    chooseBases(jvm, snapshots, at);
                    return i;
                }
            }
        }
        return 0;
    }

    /** For each profile the latest snapshot that is safely older, else the first one that is not younger. */
    private void chooseBases(int jvm, List<Snapshot> snapshots, long at) {
        for (Snapshot snapshot : snapshots) {
            if (snapshot.timeNanos <= at) {
                bases.merge(new JvmProfile(jvm, snapshot.profile), snapshot, (one, other) -> {
                    Snapshot earlier = one.epoch <= other.epoch ? one : other;
                    Snapshot later = earlier == one ? other : one;
                    return later.timeNanos <= at - LATE_NANOS ? later : earlier;
                });
            }
        }
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
