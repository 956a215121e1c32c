package dev.customprofiles.counts;

import dev.customprofiles.live.Frame;
import dev.customprofiles.live.Site;
import dev.customprofiles.reader.ChunkReader;
import dev.customprofiles.reader.NumberedStack;
import dev.customprofiles.reader.StackFrame;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Turns the stack traces of one chunk into the frames of {@link Site}s: the stack as the application's programmer sees
 * it, regardless of how the JVM happened to execute it.
 */
public final class Stacks {

    /** Classes of the recorder between the application and the commit of an event. */
    private static final Set<String> RECORDER = Set.of("dev.customprofiles.Profile", "dev.customprofiles.JfrJournal");

    /** Root of a virtual thread's stack, an artefact of how the JVM mounts it. */
    private static final String CONTINUATION = "jdk.internal.vm.Continuation.";

    /** Treatment of a frame; 0 while undecided. */
    private static final byte HIDDEN = 1;

    private static final byte OF_RECORDER = 2;
    private static final byte LEFT_OUT = 3;
    private static final byte SHOWN = 4;

    private record Method(String className, String name, boolean isNative) {

        /** Written out, because the generated methods of records are slow until C2 has compiled them. */
        @Override
        public int hashCode() {
            return 31 * className.hashCode() + name.hashCode();
        }

        @Override
        public boolean equals(Object other) {
            return other instanceof Method that
                    && isNative == that.isNative
                    && name.equals(that.name)
                    && className.equals(that.className);
        }
    }

    private final SiteTable sites;
    private final ChunkReader events;

    /** Frames without a line, by method. */
    private final Map<Method, Frame> methods = new HashMap<>();

    /**
     * Cache by the reader's number of the frame: most occur in many stacks, and creating a {@link Frame} is not cheap.
     */
    private Frame[] frames = new Frame[512];

    private byte[] uses = new byte[512];

    /**
     * @param sites interns the frames of all chunks
     * @param events the reader of the chunk
     */
    public Stacks(SiteTable sites, ChunkReader events) {
        this.sites = sites;
        this.events = events;
    }

    /**
     * @param key key of the stack trace in an event of the chunk; an unknown key gives {@link Frame#NO_STACK}
     * @param skip number of the caller's frames to leave out; if none is left, the result is {@link Frame#SKIPPED}
     */
    public List<Frame> frames(long key, int skip) throws IOException {
        NumberedStack stack = events.numberedStack(key);
        if (stack == null || stack.frames().length == 0) {
            return List.of(Frame.NO_STACK);
        }
        List<Frame> shown = new ArrayList<>(stack.frames().length + 1);
        boolean inRecorder = true;
        int toSkip = skip;
        for (int number : stack.frames()) {
            byte use = use(number);
            if (use == HIDDEN) {
                continue;
            }
            inRecorder &= use == OF_RECORDER;
            if (inRecorder) {
                continue;
            }
            if (toSkip > 0) {
                toSkip--;
            } else if (use != LEFT_OUT) {
                shown.add(frames[number]);
            }
        }
        if (shown.isEmpty()) {
            shown.add(Frame.SKIPPED);
        }
        if (stack.truncated()) {
            shown.add(Frame.TRUNCATED);
        }
        return shown;
    }

    private byte use(int number) throws IOException {
        if (number >= uses.length) {
            int room = Math.max(number + 1, 2 * uses.length);
            frames = Arrays.copyOf(frames, room);
            uses = Arrays.copyOf(uses, room);
        }
        if (uses[number] == 0) {
            StackFrame recorded = events.frame(number);
            frames[number] = shown(recorded);
            uses[number] = recorded.hidden()
                    ? HIDDEN
                    : RECORDER.contains(recorded.className())
                            ? OF_RECORDER
                            : isShown(frames[number]) ? SHOWN : LEFT_OUT;
        }
        return uses[number];
    }

    /** Builds the names once per method, because a method has many lines. */
    private Frame shown(StackFrame frame) {
        Frame method = methods.computeIfAbsent(
                new Method(frame.className(), frame.methodName(), frame.isNative()),
                one -> sites.one(Frame.of(one.className, one.name, 0, one.isNative)));
        return sites.one(new Frame(method.function(), method.file(), Math.max(frame.line(), 0)));
    }

    /** Returns whether a frame says something about the application. */
    public static boolean isShown(Frame frame) {
        return !frame.function().startsWith(CONTINUATION);
    }
}
