package dev.customprofiles.builtin;

import dev.customprofiles.builtin.BuiltinProfile.Events;
import dev.customprofiles.live.Frame;
import dev.customprofiles.profile.SampleLabel;
import dev.customprofiles.profile.StackProfile;
import dev.customprofiles.profile.StackTally;
import dev.customprofiles.reader.Chunk;
import dev.customprofiles.reader.ChunkReader;
import dev.customprofiles.reader.EventSelection;
import dev.customprofiles.reader.Recording;
import dev.customprofiles.text.InstantText;
import dev.customprofiles.text.Quantity;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/**
 * The threads that are stuck: successive thread dumps up to an instant show them with the same stack, waiting for an
 * object of the same class, for a second or longer. They used no processor time in between, so they were not even
 * scheduled. Idle workers look the same; they are recognized by where they wait, and left out. A thread in a deadlock
 * always counts.
 */
final class StuckThreads {

    /**
     * Methods in which threads wait for work, for garbage or for time to pass. A thread with one of them on its stack
     * is idle.
     */
    static final Set<String> IDLE = Set.of(
            "java.util.concurrent.ThreadPoolExecutor.getTask",
            "java.util.concurrent.ForkJoinPool.awaitWork",
            "java.util.concurrent.ForkJoinPool.runWorker",
            "java.util.TimerThread.mainLoop",
            "java.lang.ref.ReferenceQueue.remove",
            "java.lang.ref.Reference$ReferenceHandler.run",
            "jdk.internal.ref.CleanerImpl.run",
            "jdk.jfr.internal.PlatformRecorder.periodicTask",
            "sun.nio.ch.SelectorImpl.select",
            "io.netty.util.concurrent.SingleThreadEventExecutor.takeTask",
            "io.netty.util.concurrent.GlobalEventExecutor.takeTask",
            "org.eclipse.jetty.util.thread.QueuedThreadPool$Runner.run",
            "org.apache.catalina.core.StandardServer.await",
            "okhttp3.internal.concurrent.TaskRunner.awaitTaskToRun");

    /** The main thread usually waits for the program to end. */
    private static final long MAIN = 1;

    /** Dumps come in pairs, at the end of a chunk and at the start of the next. Being equal in both is no evidence. */
    private static final long SHORTEST_NANOS = 1_000_000_000;

    private static final String DEADLOCK = "deadlock";
    private static final String AGE = "age";

    private record Dump(long nanos, ThreadDumpText text) {}

    /** A thread in the last dump, and the time since when it has been unchanged. */
    private record Stay(ThreadDumpText.Entry entry, long sinceNanos) {}

    /** State of a JVM while its dumps are read in order. */
    private static final class Jvm {
        private Map<Long, Stay> stays = new HashMap<>();
        private long lastNanos;
        private List<List<String>> deadlocks = List.of();
        private int dumps;

        void add(Dump dump) {
            Map<Long, Stay> now = new HashMap<>();
            dump.text.threads().forEach((id, entry) -> {
                Stay before = stays.get(id);
                boolean stayed = before != null && isStill(before.entry, entry);
                now.put(id, new Stay(entry, stayed ? before.sinceNanos : dump.nanos));
            });
            stays = now;
            lastNanos = dump.nanos;
            deadlocks = dump.text.deadlocks();
            dumps++;
        }

        private static boolean isStill(ThreadDumpText.Entry before, ThreadDumpText.Entry after) {
            return after.waitsFor() != null
                    && after.cpu() != null
                    && (after.blocked() || after.cpu().equals(before.cpu()))
                    && Objects.equals(after.waitsFor(), before.waitsFor())
                    && after.frames().equals(before.frames());
        }
    }

    private StuckThreads() {}

    /** Returns empty unless some JVM has two dumps. */
    static Optional<StackProfile> at(Recording recording, TimeRange range, boolean byThread) throws IOException {
        Map<Integer, Jvm> jvms = new TreeMap<>();
        recording.process(
                chunk -> read(chunk, range),
                dumps -> dumps.forEach((jvm, ofJvm) -> ofJvm.forEach(
                        dump -> jvms.computeIfAbsent(jvm, absent -> new Jvm()).add(dump))));
        jvms.values().removeIf(jvm -> jvm.dumps < 2);
        return jvms.isEmpty() ? Optional.empty() : Optional.of(profile(recording, range, byThread, jvms));
    }

    private static Map<Integer, List<Dump>> read(Chunk chunk, TimeRange range) throws IOException {
        List<Dump> dumps = new ArrayList<>();
        try (ChunkReader events = chunk.read(EventSelection.of(Events.THREAD_DUMP, "result"))) {
            while (events.next() >= 0) {
                String text = events.stringAt(0);
                if (text != null && range.contains(events.startNanos())) {
                    dumps.add(new Dump(events.startNanos(), ThreadDumpText.parse(text)));
                }
            }
        }
        dumps.sort(Comparator.comparingLong(Dump::nanos));
        return Map.of(chunk.jvm(), dumps);
    }

    private static StackProfile profile(Recording recording, TimeRange range, boolean byThread, Map<Integer, Jvm> jvms)
            throws IOException {
        StackTally tally = new StackTally(1);
        List<String> comments = new ArrayList<>();
        for (Jvm jvm : jvms.values()) {
            int idle = 0;
            for (Map.Entry<Long, Stay> thread : jvm.stays.entrySet()) {
                Stay stay = thread.getValue();
                List<String> cycle = cycle(jvm.deadlocks, stay.entry.name());
                long stayNanos = jvm.lastNanos - stay.sinceNanos;
                if (stayNanos < SHORTEST_NANOS && cycle == null) {
                    continue;
                }
                if (cycle == null && (thread.getKey() == MAIN || isIdle(stay.entry))) {
                    idle++;
                    continue;
                }
                tally.add(
                        List.copyOf(stay.entry.frames()),
                        labels(thread.getKey(), stay.entry, stayNanos, cycle, byThread),
                        1);
            }
            comments.add("as of " + Quantity.of(jvm.dumps, "thread dump") + " up to " + InstantText.utc(jvm.lastNanos)
                    + "; " + Quantity.of(idle, "idle thread") + " left out; virtual threads are not in thread dumps");
            jvm.deadlocks.forEach(cycle -> comments.add("deadlock: " + text(cycle)));
        }
        comments.add("idle are threads in "
                + String.join(", ", IDLE.stream().sorted().toList()) + ", and the one that starts the program");
        BuiltinProfile leak = BuiltinProfile.GOROUTINELEAK;
        return new StackProfile(
                leak.goName(),
                leak.types,
                0,
                leak.periodType,
                1,
                Math.min(
                        range.toNanos() == Long.MAX_VALUE ? Long.MAX_VALUE : range.toNanos() - 1, recording.endNanos()),
                0,
                tally.samples(0),
                comments);
    }

    private static boolean isIdle(ThreadDumpText.Entry entry) {
        return entry.frames().stream().map(Frame::function).anyMatch(IDLE::contains);
    }

    /** Returns the deadlock of which a thread is part, beginning with the thread; null if there is none. */
    private static List<String> cycle(List<List<String>> deadlocks, String thread) {
        for (List<String> deadlock : deadlocks) {
            int at = deadlock.indexOf(thread);
            if (at >= 0) {
                return deadlock;
            }
        }
        return null;
    }

    /** {@code a waits for b, b for a}. */
    private static String text(List<String> cycle) {
        List<String> waits = new ArrayList<>();
        for (int i = 0; i < cycle.size(); i++) {
            waits.add(cycle.get(i) + (i == 0 ? " waits for " : " for ") + cycle.get((i + 1) % cycle.size()));
        }
        return String.join(", ", waits);
    }

    private static List<SampleLabel> labels(
            long id, ThreadDumpText.Entry entry, long stayNanos, List<String> cycle, boolean byThread) {
        List<SampleLabel> labels = new ArrayList<>();
        labels.add(SampleLabel.nanoseconds(AGE, stayNanos));
        if (entry.waitsFor() != null) {
            labels.add(SampleLabel.text(SampleLabel.CLASS, entry.waitsFor()));
        }
        if (cycle != null) {
            labels.add(SampleLabel.text(DEADLOCK, text(cycle)));
        }
        if (byThread) {
            labels.add(SampleLabel.text(SampleLabel.THREAD, entry.name().isEmpty() ? "#" + id : entry.name()));
        }
        labels.sort(null);
        return labels;
    }
}
