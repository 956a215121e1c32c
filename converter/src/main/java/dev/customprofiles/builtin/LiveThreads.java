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
import dev.customprofiles.reader.ThreadInfo;
import dev.customprofiles.text.InstantText;
import dev.customprofiles.text.Quantity;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * The threads that were alive at an instant. A thread lives from its start to the next end with the same Java thread
 * id. The last thread dump supplies threads whose start is not in the recording, and the stacks of its threads. Without
 * a dump, older threads are found in events that name them. A thread that no dump lists has the stack that started it.
 * Virtual threads are included if their starts and ends were recorded, but without the stack that started them.
 */
final class LiveThreads {

    /** Leaf above the stack that started a thread, if the thread's own stack is not known. */
    private static final Frame STARTED = new Frame("[started here]", "", 0);

    /** Stands for the stack of a virtual thread: the JVM does not record who started it. */
    private static final Frame VIRTUAL = new Frame("[virtual thread]", "", 0);

    private static final int START = 0;
    private static final int END = 1;
    private static final int VIRTUAL_START = 2;
    private static final int VIRTUAL_END = 3;
    private static final int SEEN = 4;
    private static final int DUMP = 5;

    private static final EventSelection[] EVENTS = {
        EventSelection.of(Events.THREAD_START, "thread", "stackTrace"),
        EventSelection.of(Events.THREAD_END, "thread"),
        EventSelection.of(Events.VIRTUAL_THREAD_START, "javaThreadId", "stackTrace", "eventThread"),
        EventSelection.of(Events.VIRTUAL_THREAD_END, "javaThreadId", "eventThread"),
        EventSelection.of(Events.THREAD_ALLOCATION, "thread"),
        EventSelection.of(Events.THREAD_DUMP, "result"),
    };

    private LiveThreads() {}

    /** Returns empty if no event describes threads. */
    static Optional<StackProfile> at(Recording recording, TimeRange range, boolean byThread, Inventory inventory)
            throws IOException {
        if (BuiltinProfile.GOROUTINE.events().stream().allMatch(event -> inventory.count(event) == 0)) {
            return Optional.empty();
        }
        Map<Integer, ThreadLives> jvms = new TreeMap<>();
        recording.process(
                chunk -> read(chunk, range),
                chunk -> jvms.computeIfAbsent(chunk.jvm(), ThreadLives::new).addAll(chunk));
        return Optional.of(profile(recording, range, byThread, jvms, inventory));
    }

    private static ThreadLives read(Chunk chunk, TimeRange range) throws IOException {
        ThreadLives lives = new ThreadLives(chunk.jvm());
        try (ChunkReader events = chunk.read(EVENTS)) {
            for (int event = events.next(); event >= 0; event = events.next()) {
                boolean inTime = range.contains(events.startNanos());
                if (event == DUMP) {
                    if (inTime) {
                        lives.dumped(events.startTicks(), events.startNanos(), events.stringAt(0));
                    }
                } else {
                    note(lives, events, event, inTime);
                }
            }
            lives.endOfChunk(chunk.endNanos());
            WholeStacks stacks = new WholeStacks(events);
            for (ThreadLife life : lives.byId().values()) {
                if (life.hasStarted()) {
                    life.start = stacks.of(life.startStack);
                }
            }
        }
        return lives;
    }

    private static void note(ThreadLives lives, ChunkReader events, int event, boolean inTime) throws IOException {
        ThreadInfo thread = events.threadAt(
                switch (event) {
                    case VIRTUAL_START -> 2;
                    case VIRTUAL_END -> 1;
                    default -> 0;
                });
        boolean virtual = event == VIRTUAL_START || event == VIRTUAL_END;
        long id = virtual ? events.longAt(0) : thread == null ? -1 : thread.javaThreadId();
        if (id <= 0) {
            return; // a thread of the JVM itself
        }
        ThreadLife life = lives.life(id);
        if (life.name == null && thread != null && thread.javaThreadId() == id) {
            life.name = WholeStacks.name(thread);
        }
        life.virtual |= virtual;
        switch (event) {
            case START, VIRTUAL_START ->
                life.starts(inTime, events.startTicks(), events.startNanos(), events.longAt(1));
            case END, VIRTUAL_END -> life.ends(inTime, events.startTicks(), events.startNanos());
            default -> life.isSeen(inTime);
        }
    }

    private static StackProfile profile(
            Recording recording, TimeRange range, boolean byThread, Map<Integer, ThreadLives> jvms, Inventory inventory)
            throws IOException {
        StackTally tally = new StackTally(1);
        List<String> comments = new ArrayList<>();
        boolean startsRecorded = isRecorded(Events.THREAD_START, inventory);
        boolean endsRecorded = isRecorded(Events.THREAD_END, inventory);
        long started = 0;
        for (ThreadLives jvm : jvms.values()) {
            ThreadLives.Dump dump = jvm.dump();
            Map<Long, ThreadDumpText.Entry> listed = dump == null ? Map.of() : dump.threads();
            if (dump != null) {
                comments.add("stacks as of the thread dump at " + InstantText.utc(dump.nanos()));
            }
            for (Map.Entry<Long, ThreadDumpText.Entry> thread : listed.entrySet()) {
                ThreadLife life = jvm.byId().get(thread.getKey());
                ThreadDumpText.Entry entry = thread.getValue();
                if (life == null || life.isAliveIfListed(dump)) {
                    tally.add(
                            entry.frames().isEmpty() ? List.of(Frame.NO_STACK) : List.copyOf(entry.frames()),
                            labels(thread.getKey(), entry.name(), byThread),
                            1);
                }
            }
            for (Map.Entry<Long, ThreadLife> thread : jvm.byId().entrySet()) {
                ThreadLife life = thread.getValue();
                boolean alive = dump == null
                        ? life.isAlive(startsRecorded)
                        : life.isAliveUnlisted(dump, startsRecorded, endsRecorded);
                if (alive && !listed.containsKey(thread.getKey())) {
                    started++;
                    tally.add(startedHere(life), labels(thread.getKey(), life.name, byThread), 1);
                }
            }
        }
        if (inventory.knows(Events.VIRTUAL_THREAD_START)
                && !inventory.enabled(Events.VIRTUAL_THREAD_START)
                && inventory.count(Events.VIRTUAL_THREAD_START) == 0) {
            comments.add("without virtual threads, but those that ran at the time of a thread dump: "
                    + Events.VIRTUAL_THREAD_START + " was not enabled");
        }
        if (started > 0) {
            comments.add(Quantity.of(started, "thread")
                    + " with the stack that started it, if any: the recording has no later one");
        }
        BuiltinProfile goroutine = BuiltinProfile.GOROUTINE;
        return new StackProfile(
                goroutine.goName(),
                goroutine.types,
                0,
                goroutine.periodType,
                1,
                Math.min(
                        range.toNanos() == Long.MAX_VALUE ? Long.MAX_VALUE : range.toNanos() - 1, recording.endNanos()),
                0,
                tally.samples(0),
                comments);
    }

    private static boolean isRecorded(String event, Inventory inventory) {
        return inventory.enabled(event) || inventory.count(event) > 0;
    }

    private static List<Frame> startedHere(ThreadLife life) {
        if (life.start == null) {
            return List.of(Frame.NO_STACK);
        }
        if (life.virtual && life.start.stream().allMatch(LiveThreads::isBelowVirtualThreads)) {
            return List.of(VIRTUAL);
        }
        List<Frame> frames = new ArrayList<>(List.of(STARTED));
        frames.addAll(life.start);
        return List.copyOf(frames);
    }

    private static boolean isBelowVirtualThreads(Frame frame) {
        return frame.equals(Frame.NO_STACK)
                || frame.function().startsWith("java.lang.VirtualThread")
                || frame.function().startsWith("jdk.internal.vm.Continuation");
    }

    private static List<SampleLabel> labels(long id, String name, boolean byThread) {
        if (!byThread) {
            return List.of();
        }
        return List.of(SampleLabel.text(SampleLabel.THREAD, name == null || name.isEmpty() ? "#" + id : name));
    }
}
