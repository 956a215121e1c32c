package dev.customprofiles.fleet;

import dev.customprofiles.live.Frame;
import dev.customprofiles.live.Site;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Frames as the tables have them, {@code pkg.Class.method(pkg/Class.java:12)}, and back. */
final class FrameText {

    private static final Pattern FRAME = Pattern.compile("(?s)(.*)\\((.*):(\\d+)\\)");

    private FrameText() {}

    static List<String> of(Site site) {
        return site.frames().stream().map(FrameText::of).toList();
    }

    static String of(Frame frame) {
        return frame.function() + "(" + frame.file() + ":" + frame.line() + ")";
    }

    static Frame parse(String text) {
        Matcher frame = FRAME.matcher(text);
        if (!frame.matches()) {
            throw new IllegalArgumentException("not a frame: " + text);
        }
        return new Frame(frame.group(1), frame.group(2), Integer.parseInt(frame.group(3)));
    }
}
