package dev.customprofiles.writer;

import dev.customprofiles.live.Frame;
import dev.customprofiles.live.SaturatingMath;
import dev.customprofiles.profile.StackProfile;
import dev.customprofiles.profile.StackSample;
import java.io.IOException;
import java.io.OutputStream;
import java.io.OutputStreamWriter;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * Writes a profile as collapsed stacks: {@code root;...;leaf value}, a line per stack of functions, in alphabetical
 * order. The value is the shown one, in its unit. Lines and labels are omitted, and stacks that become equal are added
 * up. Collected objects have {@code [collected]} as the leaf.
 */
public final class CollapsedWriter {

    private CollapsedWriter() {}

    /** Writes UTF-8 with {@code \n}, without closing the stream; nothing for a profile without samples. */
    public static void write(StackProfile profile, OutputStream out) throws IOException {
        Map<String, Long> stacks = new TreeMap<>();
        for (StackSample sample : profile.samples()) {
            stacks.merge(stack(CollectedFrame.mark(sample)), profile.shownValue(sample), SaturatingMath::add);
        }
        Writer text = new OutputStreamWriter(out, StandardCharsets.UTF_8);
        for (Map.Entry<String, Long> stack : stacks.entrySet()) {
            text.write(stack.getKey() + " " + stack.getValue() + "\n");
        }
        text.flush();
    }

    private static String stack(List<Frame> leafFirst) {
        StringBuilder rootFirst = new StringBuilder();
        for (int i = leafFirst.size() - 1; i >= 0; i--) {
            rootFirst.append(name(leafFirst.get(i)));
            if (i > 0) {
                rootFirst.append(';');
            }
        }
        return rootFirst.toString();
    }

    /**
     * Returns a name that is not empty and has nothing that is special in the format: semicolons, line ends,
     * surrounding spaces.
     */
    private static String name(Frame frame) {
        String name = Printable.of(frame.function()).replace(';', ':').strip();
        return name.isEmpty() ? "[unnamed]" : name;
    }
}
