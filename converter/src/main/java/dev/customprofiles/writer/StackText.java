package dev.customprofiles.writer;

import dev.customprofiles.live.Frame;
import dev.customprofiles.profile.Frameworks;
import java.io.IOException;
import java.util.List;

/** Writes stacks as text, a frame per line. */
final class StackText {

    private StackText() {}

    /**
     * Writes a stack from its first frame of the application on. If that is not the leaf, the leaf comes first, with the number of frames
     * between.
     *
     * @param frameworks prefixes of what is not the application
     * @param most the maximum number of frames; a line says how many more there are
     */
    static void write(List<Frame> all, Frameworks frameworks, int most, String indent, Appendable out)
            throws IOException {
        int application = frameworks.applicationIndex(all);
        if (application > 0) {
            out.append(indent + Printable.of(frame(all.get(0))) + ", called by"
                    + (application == 1 ? "" : " way of " + (application - 1) + " more") + "\n");
        }
        List<Frame> stack = all.subList(application, all.size());
        for (Frame frame : stack.subList(0, Math.min(most, stack.size()))) {
            out.append(indent + Printable.of(frame(frame)) + "\n");
        }
        if (stack.size() > most) {
            out.append(indent + "... " + (stack.size() - most) + " more\n");
        }
    }

    private static String frame(Frame frame) {
        if (frame.line() <= 0 || frame.file() == null) {
            return frame.function();
        }
        String file = frame.file().substring(frame.file().lastIndexOf('/') + 1);
        return frame.function() + " (" + file + ":" + frame.line() + ")";
    }
}
