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
 * Determines which chunks are from the same JVM. A chunk does not say so, but there is evidence:
 *
 * <ul>
 * <li>Ticks count from the start of the JVM (async-profiler: of the machine). So a JVM has its own instant of tick 0
 * and tick rate, up to adjustments of the wall clock and the error of the rate.
 * <li>The chunks of a JVM follow each other in ticks without overlap, and usually without a gap.
 * <li>{@code jdk.JVMInformation}, if recorded, has the process id and the start of the JVM. That is proof, but requires
 * reading events, so it is used only in doubt.
 * </ul>
 *
 * <p>Chunks that follow each other and agree about tick 0 are from one JVM, unless there are several JVMs and proof to
 * the contrary. If only one of the two conditions holds, the proof decides. Lines of chunks that do not connect are
 * from one JVM only if the proof says so.
 *
 * <p>Subfolders take precedence over proof, because JVMs in containers have the same process id and may start at the
 * same time. Chunks in different subfolders are from one JVM only if the second begins exactly where the first ended,
 * as when the files of a recording are sorted by day.
 */
final class Jvms {
    /** Generous bound on the duration of a rotation, and on the clocks' disagreement about the same instant. */
    private static final long SLACK_NANOS = 100_000_000;

    /** Bound on the drift between clocks: the wall clock is slewed by up to 0.5 ‰, and ticks are off by less. */
    private static final long DRIFT_PER = 1000;

    /** Size of the largest chunk that is searched for proof. */
    private static final long LARGEST_SEARCHED = 256L << 20;

    private static final EventSelection PROOF = EventSelection.of("jdk.JVMInformation", "pid", "jvmStartTime");

    /** The identity of a JVM, from jdk.JVMInformation. */
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

    /** Whether chunks overlap in time, so that there are several JVMs, which may even have started at the same time. */
    private final boolean areSeveral;

    /** Subfolder of a chunk; null if there is none. */
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
     * Assigns numbers to the JVMs, and returns the chunks sorted by JVM and time. The JVM with the oldest chunk is 0.
     *
     * @param subfolder the subfolder of a chunk below a folder that the user named; null if there is none
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
                // Chunks of async-profiler overlap those of the JVM, with a different clock.
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
        // Without proof, assume a gap in the recording of one JVM, or a wall clock that was set, unless they are in two
        // files.
        return before.sameRecording(after)
                || near && before.header().minor() > 0 && after.header().minor() > 0;
    }

    private boolean areProvedDifferent(Chunk before, Chunk after) throws IOException {
        Identity one = identity(before);
        Identity other = identity(after);
        return one != null && other != null && !one.equals(other);
    }

    /** Returns whether both are in different subfolders. */
    private boolean areApart(Chunk one, Chunk other) {
        Path folder = subfolder.apply(one);
        Path another = subfolder.apply(other);
        return folder != null && another != null && !folder.equals(another);
    }

    /**
     * Returns whether a chunk continues {@code one} rather than {@code other}. A chunk in the same subfolder comes
     * first. JVMs that start and rotate at the same time are distinguished by proof, and only without it by how well
     * the clocks agree.
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

    /** Returns the time between the starts of two chunks according to their ticks. */
    private static long ticksBetween(Chunk before, Chunk after) {
        return before.header()
                .spanNanos(after.header().startTicks() - before.header().startTicks());
    }

    /** Returns by how much the wall clock and ticks disagree about the time between two chunks. */
    private static long drift(Chunk before, Chunk after) {
        return Math.abs(after.startNanos() - before.startNanos() - ticksBetween(before, after));
    }

    /**
     * Joins lines that are proved to be from one JVM, whose clock was set while nothing was recorded, or which has two
     * clocks.
     */
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
