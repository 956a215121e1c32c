package dev.customprofiles.builtin;

import dev.customprofiles.builtin.BuiltinProfile.Events;
import dev.customprofiles.profile.SampleLabel;
import dev.customprofiles.profile.StackProfile;
import dev.customprofiles.profile.StackTally;
import dev.customprofiles.reader.Chunk;
import dev.customprofiles.reader.ChunkReader;
import dev.customprofiles.reader.EventSelection;
import dev.customprofiles.reader.Recording;
import dev.customprofiles.reader.ThreadInfo;
import dev.customprofiles.replay.Frame;
import dev.customprofiles.writer.InstantText;
import dev.customprofiles.writer.Quantity;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * The threads that were alive at an instant. Those that were already there when the recording began are known by the last
 * thread dump, where they have the stack that they had then, or else by the events that name them later. Those that began
 * after it have the stack that started them. Virtual threads are there if their starts and ends were recorded; who started
 * them is not.
 */
final class LiveThreads {

    /** The leaf above the stack that started a thread, whose own stack is not known. */
    private static final Frame STARTED = new Frame("[started here]", "", 0);

    /** Instead of the stack of a virtual thread: the JVM says what it is, not who started it. */
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

    /** What is known of a thread. */
    private static final class Life {
        String name;
        boolean virtual;
        boolean started;
        boolean startedLater;
        boolean ended;
        boolean endedLater;
        boolean seen;
        boolean seenLater;

        /** Of the stack that started it; null when that is not known, or does not matter. */
        List<Frame> start;

        long startStack;

        void addAll(Life other) {
            name = name == null ? other.name : name;
            virtual |= other.virtual;
            started |= other.started;
            startedLater |= other.startedLater;
            ended |= other.ended;
            endedLater |= other.endedLater;
            seen |= other.seen;
            seenLater |= other.seenLater;
            start = start == null ? other.start : start;
        }

        /** Began and ended, and not with the instant in between: no other event will say anything of it. */
        boolean isOver() {
            return startedLater && endedLater || started && ended;
        }

        /** @param startsRecorded a thread of which there is no start was there before the recording */
        boolean isAlive(boolean startsRecorded) {
            if (ended || startedLater) {
                return false;
            }
            return started || seen || startsRecorded && (seenLater || endedLater);
        }
    }

    /** A JVM, or what one chunk says of it. */
    private static final class Jvm {
        final int number;
        final Map<Long, Life> lives = new HashMap<>();
        long dumpNanos = Long.MIN_VALUE;
        String dump;

        Jvm(int number) {
            this.number = number;
        }

        Life life(long id) {
            return lives.computeIfAbsent(id, absent -> new Life());
        }

        void addAll(Jvm chunk) {
            chunk.lives.forEach((id, life) -> life(id).addAll(life));
            lives.values().removeIf(Life::isOver);
            dumped(chunk.dumpNanos, chunk.dump);
        }

        void dumped(long nanos, String text) {
            if (text != null && nanos >= dumpNanos) {
                dumpNanos = nanos;
                dump = text;
            }
        }
    }

    private LiveThreads() {}

    /** Nothing when no event tells of threads. */
    static Optional<StackProfile> at(Recording recording, TimeRange range, boolean byThread, Inventory inventory)
            throws IOException {
        if (BuiltinProfile.GOROUTINE.events().stream().allMatch(event -> inventory.count(event) == 0)) {
            return Optional.empty();
        }
        Map<Integer, Jvm> jvms = new TreeMap<>();
        recording.process(
                chunk -> read(chunk, range),
                chunk -> jvms.computeIfAbsent(chunk.number, Jvm::new).addAll(chunk),
                Runtime.getRuntime().availableProcessors());
        boolean startsRecorded = inventory.enabled(Events.THREAD_START) || inventory.count(Events.THREAD_START) > 0;
        return Optional.of(profile(recording, range, byThread, jvms, startsRecorded, inventory));
    }

    private static Jvm read(Chunk chunk, TimeRange range) throws IOException {
        Jvm jvm = new Jvm(chunk.jvm());
        try (ChunkReader events = chunk.read(EVENTS)) {
            for (int event = events.next(); event >= 0; event = events.next()) {
                boolean inTime = range.contains(events.startNanos());
                if (event == DUMP) {
                    if (inTime) {
                        jvm.dumped(events.startNanos(), events.stringAt(0));
                    }
                } else {
                    note(jvm, events, event, inTime);
                }
            }
            jvm.lives.values().removeIf(Life::isOver);
            Stacks stacks = new Stacks(events);
            for (Life life : jvm.lives.values()) {
                if (life.started) {
                    life.start = stacks.of(life.startStack);
                }
            }
        }
        return jvm;
    }

    private static void note(Jvm jvm, ChunkReader events, int event, boolean inTime) throws IOException {
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
        Life life = jvm.life(id);
        if (life.name == null && thread != null && thread.javaThreadId() == id) {
            life.name = Stacks.name(thread);
        }
        life.virtual |= virtual;
        switch (event) {
            case START, VIRTUAL_START -> {
                life.started |= inTime;
                life.startedLater |= !inTime;
                life.startStack = events.longAt(1);
            }
            case END, VIRTUAL_END -> {
                life.ended |= inTime;
                life.endedLater |= !inTime;
            }
            default -> {
                life.seen |= inTime;
                life.seenLater |= !inTime;
            }
        }
    }

    private static StackProfile profile(
            Recording recording,
            TimeRange range,
            boolean byThread,
            Map<Integer, Jvm> jvms,
            boolean startsRecorded,
            Inventory inventory) {
        StackTally tally = new StackTally(1);
        List<String> comments = new ArrayList<>();
        long started = 0;
        for (Jvm jvm : jvms.values()) {
            Map<Long, ThreadDumpText.Entry> dumped = jvm.dump == null ? Map.of() : ThreadDumpText.parse(jvm.dump);
            if (jvm.dump != null) {
                comments.add("stacks as of the thread dump at " + InstantText.utc(jvm.dumpNanos));
            }
            for (Map.Entry<Long, ThreadDumpText.Entry> thread : dumped.entrySet()) {
                Life life = jvm.lives.get(thread.getKey());
                if (life == null || !life.ended) {
                    List<Frame> frames = thread.getValue().frames();
                    tally.add(
                            frames.isEmpty() ? List.of(Frame.NO_STACK) : List.copyOf(frames),
                            labels(thread.getKey(), thread.getValue().name(), byThread),
                            1);
                }
            }
            for (Map.Entry<Long, Life> thread : jvm.lives.entrySet()) {
                Life life = thread.getValue();
                // What a dump does not have was not there, unless it began at about the same time or later.
                boolean alive = jvm.dump == null ? life.isAlive(startsRecorded) : life.started && !life.ended;
                if (alive && !dumped.containsKey(thread.getKey())) {
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

    private static List<Frame> startedHere(Life life) {
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
