package dev.customprofiles.tally;

import dev.customprofiles.live.Frame;
import dev.customprofiles.live.Site;
import dev.customprofiles.reader.StackFrame;
import dev.customprofiles.reader.StackTrace;
import java.util.ArrayList;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Turns a recorded stack trace into the frames of a {@link Site}: what the application's programmer would call the
 * stack, and the same whichever way the JVM happened to run it. For the stacks of one chunk.
 */
public final class Stacks {

    /** The recorder's classes that stand between the application and the commit of an event. */
    private static final Set<String> RECORDER = Set.of("dev.customprofiles.Profile", "dev.customprofiles.JfrJournal");

    /** Where a virtual thread's stack begins: an artefact of how the JVM mounts it. */
    private static final String CONTINUATION = "jdk.internal.vm.Continuation.";

    private final SiteTable sites;

    /** By identity: within a chunk equal frames are mostly one object, and making a {@link Frame} is not cheap. */
    private final Map<StackFrame, Frame> shown = new IdentityHashMap<>();

    /** @param sites has the frames of all chunks */
    public Stacks(SiteTable sites) {
        this.sites = sites;
    }

    /**
     * @param trace null gives {@link Frame#NO_STACK}
     * @param skip how many of the caller's frames to leave out; where none are left, {@link Frame#SKIPPED} is
     */
    public List<Frame> frames(StackTrace trace, int skip) {
        if (trace == null || trace.frames().isEmpty()) {
            return List.of(Frame.NO_STACK);
        }
        List<Frame> frames = new ArrayList<>();
        boolean inRecorder = true;
        int toSkip = skip;
        for (StackFrame frame : trace.frames()) {
            if (frame.hidden()) {
                continue;
            }
            inRecorder &= RECORDER.contains(frame.className());
            if (inRecorder) {
                continue;
            }
            if (toSkip > 0) {
                toSkip--;
                continue;
            }
            Frame line = shown.computeIfAbsent(frame, recorded -> sites.one(Frame.of(recorded)));
            if (isShown(line)) {
                frames.add(line);
            }
        }
        if (frames.isEmpty()) {
            frames.add(Frame.SKIPPED);
        }
        if (trace.truncated()) {
            frames.add(Frame.TRUNCATED);
        }
        return frames;
    }

    /** Whether a frame says something about the application. */
    public static boolean isShown(Frame frame) {
        return !frame.function().startsWith(CONTINUATION);
    }
}
