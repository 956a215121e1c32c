package dev.customprofiles.reader;

import java.util.List;

/**
 * A stack trace.
 *
 * @param frames the frames, the leaf (where the event happened) first; may be empty
 * @param truncated the stack was deeper than the recording kept (64 frames unless the JVM was told otherwise), so that
 *     frames at the root are missing
 */
public record StackTrace(List<StackFrame> frames, boolean truncated) {
    public StackTrace {
        frames = List.copyOf(frames);
    }
}
