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
 * Decides which chunks to read to answer a question, and with which snapshots to begin: for each JVM the last one
 * before the first instant, so that a query of a long recording costs about as much as that of a chunk. After a pause
 * of JFR, the replay begins anew.
 */
final class ReplayPlan {

    record CopyProfile(RecorderCopy copy, String profile) {}

    /** A profile of a recorder copy, within a JVM. */
    private record Owned(long recorder, String profile) {

        static Owned of(Snapshot snapshot) {
            return new Owned(snapshot.recorder, snapshot.profile);
        }
    }

    private record Pause(int jvm, Span span) {}

    /**
     * Successive chunks of a JVM, without a pause of JFR.
     *
     * @param from the index of the first instant that is answered from them
     * @param to the index after that of the last one
     * @param bases the base snapshots, by profile
     * @param whole whether all chunks up to the last instant are read
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
     * Creates a plan that makes up for losses that a first replay found.
     *
     * @param better better base snapshots
     * @param lacking profiles that need a snapshot, although there is none where the others begin, for a question that
     *     begins with the last snapshots
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

    /** Returns whether instants after a loss are counted from the snapshot after it. */
    boolean mayReplaceLater() {
        return question.from() == Question.From.FIRST_SNAPSHOT || instants.size() > 1;
    }

    /** Returns whether objects that left a weak profile because they were collected count as if they had stayed. */
    boolean keepsDropped() {
        return question.dropped();
    }

    /** Returns whether the question asks for the peak, which requires a single instant. */
    boolean findsPeak() {
        return question.peak() && instants.size() == 1;
    }

    /** Returns a reader for the snapshots of a chunk. */
    SnapshotReader snapshotReader(Chunk chunk, ChunkReader events) {
        boolean withAges = question.turnover() || !question.ages().equals(AgeRange.ALL);
        return new SnapshotReader(sites, rowSites, chunk.jvm(), withAges, events);
    }

    /** Returns the sites of the recording. */
    SiteTable sites() {
        return sites;
    }

    boolean reads(Chunk chunk) {
        return toRead.contains(chunk);
    }

    /** Returns the base snapshots of a profile, which together cover all instants, in order. */
    List<BaseSnapshot> bases(RecorderCopy copy, String profile) {
        List<BaseSnapshot> found = better.get(new CopyProfile(copy, profile));
        Owned owned = new Owned(copy.recorder(), profile);
        return found != null
                ? found
                : stretches.get(copy.jvm()).stream()
                        .map(stretch -> new BaseSnapshot(stretch.bases.get(owned), stretch.from, stretch.to))
                        .toList();
    }

    /** Returns whether chunks older than those that are read are left out. */
    boolean isPartial(int jvm) {
        return stretches.get(jvm).stream().anyMatch(stretch -> !stretch.whole);
    }

    /** Returns whether a snapshot may replace a base for the later of its instants. */
    boolean mayBegin(int jvm, BaseSnapshot base, Snapshot snapshot) {
        return stretches.get(jvm).stream()
                .anyMatch(stretch -> stretch.from <= base.from()
                        && base.to() <= stretch.to
                        && stretch.startNanos <= snapshot.timeNanos
                        && snapshot.timeNanos <= instants.at(base.to() - 1));
    }

    /** Returns whether JFR was off at some time between two instants, so that events are missing on purpose. */
    boolean pausedBetween(int jvm, long fromNanos, long toNanos) {
        return pauses.stream()
                .anyMatch(pause ->
                        pause.jvm == jvm && fromNanos <= pause.span.startNanos() && pause.span.endNanos() <= toNanos);
    }

    /** Returns the pauses: time ranges in which a JVM was not recorded, although it was before and after. */
    List<Span> pauses() {
        return pauses.stream().map(Pause::span).toList();
    }

    /** Returns the time range around an instant in which no JVM was recorded, although some were before and after. */
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

    /** Returns the index after that of the last chunk before a pause. */
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

    /**
     * Returns the end of the chunks to read. It includes the first chunk after an instant, because its snapshot shows
     * whether events before it are missing.
     */
    private static int beyond(List<Chunk> chunks, long at) {
        int last = 0;
        while (last + 1 < chunks.size() && chunks.get(last).startNanos() <= at + Chunk.LATE_NANOS) {
            last++;
        }
        return last;
    }

    /**
     * Chooses the last complete snapshot of each profile as base, and returns the chunk from which to read. Without a
     * complete snapshot, these are the first snapshot and the first chunk. An instant may lie between the snapshots of
     * two profiles in a chunk, so every chunk that is read is examined.
     *
     * @param at the instant, or the end of the chunks according to their headers
     * @param latest the instant, which may be {@link Question#END}: a snapshot may be later than the end in a header
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
            // Events that a snapshot already includes may be of objects that were added before it.
        } while (first > 0
                && (whole.isEmpty() || !wanted.isEmpty() || chunks.get(first).startNanos() > at - Chunk.LATE_NANOS));
        bases.putAll(whole);
        return first;
    }

    private static Snapshot earlier(Snapshot one, Snapshot other) {
        return one.epoch <= other.epoch ? one : other;
    }

    /** Returns the snapshots of a chunk that the question is about and that are not later than the instant. */
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
