package dev.customprofiles.reader;

import java.util.List;

/**
 * A stack trace.
 *
 * @param frames the frames, leaf first; the leaf is where the event happened. May be empty
 * @param truncated whether frames at the root are missing, because the stack was deeper than JFR's {@code stackdepth},
 *     by default 64
 */
public record StackTrace(List<StackFrame> frames, boolean truncated) {
    public StackTrace {
        frames = List.copyOf(frames);
    }
}
