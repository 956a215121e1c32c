package dev.customprofiles.reader;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

/**
 * Tells which chunks come from the same JVM. A chunk does not say; what there is:
 *
 * <ul>
 *   <li>Ticks count from when the JVM started (async-profiler: from when the machine did), so the instant of tick 0 and
 *       the tick rate are a JVM's own, up to what the wall clock was adjusted by and the error of the rate.
 *   <li>The chunks of a JVM follow each other in ticks without overlap, and mostly without a gap.
 *   <li>{@code jdk.JVMInformation}, if it was recorded, has the process id and the start of the JVM: proof, but it has to
 *       be looked for in the events, so only where the rest leaves doubt.
 * </ul>
 *
 * <p>Chunks that follow each other and agree about tick 0 are of one JVM, unless there are several JVMs and proof that they are
 * not; if only one of the two holds, the proof decides. Lines of chunks that do not connect are of one JVM if the proof says so, and else of different ones.
 *
 * <p>Subfolders count for more than proof, for JVMs in containers have the same process id, and may start at the same time:
 * chunks in different ones are of one JVM only if the second begins exactly where the first ended, as when the files of one
 * recording were sorted by day.
 */
final class Jvms {
    /** What a rotation takes, and the clocks' disagreement about the same instant, with much to spare. */
    private static final long SLACK_NANOS = 100_000_000;

    /** How far clocks may drift apart: the wall clock is slewed by up to 0.5 in a thousand, ticks are off by less. */
    private static final long DRIFT_PER = 1000;

    /** Larger chunks are not searched for proof. */
    private static final long LARGEST_SEARCHED = 256L << 20;

    private static final EventSelection PROOF = EventSelection.of("jdk.JVMInformation", "pid", "jvmStartTime");

    /** What jdk.JVMInformation says. */
    private record Identity(long pid, long startMillis) {}

    /** Chunks that follow each other on the same clock. */
    private static final class Line {
        final List<Chunk> chunks = new ArrayList<>();

        Line(Chunk first) {
            chunks.add(first);
        }

        Chunk last() {
            return chunks.get(chunks.size() - 1);
        }

        long startNanos() {
            return chunks.get(0).startNanos();
        }

        boolean overlaps(Line other) {
            return chunks.get(0).header().minor()
                            == other.chunks.get(0).header().minor()
                    && startNanos() < other.last().endNanos() - SLACK_NANOS
                    && other.startNanos() < last().endNanos() - SLACK_NANOS;
        }
    }

    private final Map<Chunk, Identity> identities = new HashMap<>();

    /** Whether chunks were written at the same time, so that there are several JVMs, maybe started at the same time, too. */
    private final boolean areSeveral;

    /** The subfolder in which a chunk was found; null if there is none. */
    private final Function<Chunk, Path> subfolder;

    private Jvms(List<Chunk> chunks, Function<Chunk, Path> subfolder) {
        this.subfolder = subfolder;
        areSeveral = haveOverlap(chunks);
    }

    private static boolean haveOverlap(List<Chunk> chunks) {
        List<Chunk> byTime = new ArrayList<>(chunks);
        byTime.sort(Comparator.comparingLong(Chunk::startNanos));
        Map<Integer, Long> endByFormat = new HashMap<>();
        for (Chunk chunk : byTime) {
            Long end = endByFormat.get(chunk.header().minor());
            if (end != null && chunk.startNanos() < end - SLACK_NANOS) {
                return true;
            }
            endByFormat.merge(chunk.header().minor(), chunk.endNanos(), Math::max);
        }
        return false;
    }

    /**
     * Numbers the JVMs of chunks, and returns the chunks by JVM and time; the JVM whose first chunk is oldest is 0.
     *
     * @param subfolder where a chunk was found below a folder that the user named; null for one that was not
     */
    static List<Chunk> assign(List<Chunk> chunks, Function<Chunk, Path> subfolder) throws IOException {
        Jvms jvms = new Jvms(chunks, subfolder);
        List<Line> lines = jvms.merge(jvms.lines(chunks));
        List<Chunk> ordered = new ArrayList<>();
        int number = 0;
        for (Line line : lines) {
            Map<Integer, Chunk> lastByFormat = new HashMap<>();
            for (Chunk chunk : line.chunks) {
                chunk.jvm(number);
                ordered.add(chunk);
                // async-profiler's chunks are beside those of the JVM, in another format.
                Chunk before = lastByFormat.put(chunk.header().minor(), chunk);
                if (before != null) {
                    before.next(chunk);
                }
            }
            number++;
        }
        return ordered;
    }

    private List<Line> lines(List<Chunk> chunks) throws IOException {
        List<Chunk> byTicks = new ArrayList<>(chunks);
        byTicks.sort(Comparator.<Chunk>comparingLong(chunk -> chunk.header().startTicks())
                .thenComparingLong(Chunk::startNanos));
        List<Line> lines = new ArrayList<>();
        for (Chunk chunk : byTicks) {
            Line best = null;
            for (Line line : lines) {
                if (follows(line.last(), chunk) && (best == null || isNearer(line.last(), best.last(), chunk))) {
                    best = line;
                }
            }
            if (best == null) {
                lines.add(new Line(chunk));
            } else {
                best.chunks.add(chunk);
            }
        }
        return lines;
    }

    private boolean follows(Chunk before, Chunk after) throws IOException {
        if (before.header().ticksPerSecond() != after.header().ticksPerSecond()) {
            return false;
        }
        long gap = ticksBetween(before, after) - Math.max(0, before.header().durationNanos());
        if (gap < -SLACK_NANOS) {
            return false;
        }
        boolean near = drift(before, after) <= SLACK_NANOS + ticksBetween(before, after) / DRIFT_PER;
        if (areApart(before, after)) {
            return near && Math.abs(gap) <= Chunk.ROTATION_NANOS && !areProvedDifferent(before, after);
        }
        boolean contiguous = gap <= SLACK_NANOS;
        if (near == contiguous && !(near && areSeveral)) {
            return near;
        }
        if (near && contiguous) {
            return !areProvedDifferent(before, after);
        }
        Identity one = identity(before);
        Identity other = identity(after);
        if (one != null && other != null) {
            return one.equals(other);
        }
        // Without proof: a gap in one JVM's recording, or a wall clock that was set, unless two files tell otherwise.
        return before.sameRecording(after)
                || near && before.header().minor() > 0 && after.header().minor() > 0;
    }

    private boolean areProvedDifferent(Chunk before, Chunk after) throws IOException {
        Identity one = identity(before);
        Identity other = identity(after);
        return one != null && other != null && !one.equals(other);
    }

    /** Whether they were found in different subfolders. */
    private boolean areApart(Chunk one, Chunk other) {
        Path folder = subfolder.apply(one);
        Path another = subfolder.apply(other);
        return folder != null && another != null && !folder.equals(another);
    }

    /**
     * Which of two chunks another one goes on from, the one in its own subfolder first: JVMs that were started at the same time and rotate at the same time
     * are told by proof, and only without it by how well the clocks agree.
     */
    private boolean isNearer(Chunk one, Chunk other, Chunk after) throws IOException {
        if (areApart(one, after) != areApart(other, after)) {
            return areApart(other, after);
        }
        Identity identity = identity(after);
        boolean isOne = identity != null && identity.equals(identity(one));
        boolean isOther = identity != null && identity.equals(identity(other));
        return isOne == isOther ? drift(one, after) < drift(other, after) : isOne;
    }

    /** How long it is from the start of a chunk to the start of another, by their ticks. */
    private static long ticksBetween(Chunk before, Chunk after) {
        return before.header()
                .spanNanos(after.header().startTicks() - before.header().startTicks());
    }

    /** By how much wall clock and ticks disagree about that. */
    private static long drift(Chunk before, Chunk after) {
        return Math.abs(after.startNanos() - before.startNanos() - ticksBetween(before, after));
    }

    /** Joins lines that are proved to be of one JVM: its clock was set while nothing was recorded, or it has two. */
    private List<Line> merge(List<Line> lines) throws IOException {
        List<Line> merged = new ArrayList<>();
        lines.sort(Comparator.comparingLong(Line::startNanos));
        for (Line line : lines) {
            Line same = null;
            Identity identity = lines.size() == 1 ? null : identity(line.chunks.get(0));
            for (Line other : merged) {
                if (identity != null
                        && identity.equals(identity(other.chunks.get(0)))
                        && !line.overlaps(other)
                        && !areApart(other.last(), line.chunks.get(0))) {
                    same = other;
                }
            }
            if (same == null) {
                merged.add(line);
            } else {
                same.chunks.addAll(line.chunks);
                same.chunks.sort(Comparator.comparingLong(Chunk::startNanos));
            }
        }
        return merged;
    }

    private Identity identity(Chunk chunk) throws IOException {
        if (!identities.containsKey(chunk)) {
            identities.put(chunk, search(chunk));
        }
        return identities.get(chunk);
    }

    private static Identity search(Chunk chunk) throws IOException {
        if (chunk.size() > LARGEST_SEARCHED) {
            return null;
        }
        try (ChunkReader reader = chunk.read(PROOF)) {
            return reader.next() < 0 ? null : new Identity(reader.longAt(0), reader.longAt(1));
        }
    }
}
