package dev.customprofiles.builtin;

import dev.customprofiles.live.Frame;
import dev.customprofiles.reader.ChunkReader;
import dev.customprofiles.reader.StackFrame;
import dev.customprofiles.reader.StackTrace;
import dev.customprofiles.reader.ThreadInfo;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;

/** Resolves the stacks of one chunk, with all frames: the work of the JVM itself counts too. */
final class WholeStacks {

    private final ChunkReader events;
    private final Map<Long, List<Frame>> stacks = new HashMap<>();
    private final Map<StackFrame, Frame> frames = new IdentityHashMap<>();
    private final Map<Frame, Frame> oneOfEqual = new HashMap<>();

    WholeStacks(ChunkReader events) {
        this.events = events;
    }

    /** Returns the frames for the key of a stack, leaf first; a pseudo frame if there is no stack. */
    List<Frame> of(long key) throws IOException {
        List<Frame> stack = stacks.get(key);
        if (stack == null) {
            stack = shown(events.stackTrace(key));
            stacks.put(key, stack);
        }
        return stack;
    }

    private List<Frame> shown(StackTrace trace) {
        if (trace == null || trace.frames().isEmpty()) {
            return List.of(Frame.NO_STACK);
        }
        List<Frame> shown = new ArrayList<>(trace.frames().size() + 1);
        trace.frames().forEach(frame -> shown.add(frames.computeIfAbsent(frame, this::shown)));
        if (trace.truncated()) {
            shown.add(Frame.TRUNCATED);
        }
        return List.copyOf(shown);
    }

    private Frame shown(StackFrame frame) {
        Frame shown = Frame.of(frame.className(), frame.methodName(), frame.line(), frame.isNative());
        return oneOfEqual.computeIfAbsent(shown, same -> same);
    }

    /**
     * Returns the name of a thread. Most virtual threads have none, so they are named by their ids to keep them apart.
     */
    static String name(ThreadInfo thread) {
        if (thread == null) {
            return null;
        }
        return thread.displayName().isEmpty() ? "#" + thread.javaThreadId() : thread.displayName();
    }
}
