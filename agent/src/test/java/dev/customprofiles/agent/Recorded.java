package dev.customprofiles.agent;

import static org.junit.jupiter.api.Assertions.assertFalse;

import dev.customprofiles.converter.ProfileAnswer;
import dev.customprofiles.converter.Recordings;
import dev.customprofiles.live.Frame;
import dev.customprofiles.live.LiveSet;
import dev.customprofiles.live.LiveSite;
import dev.customprofiles.live.Site;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Function;
import jdk.jfr.consumer.RecordedEvent;
import jdk.jfr.consumer.RecordedFrame;
import jdk.jfr.consumer.RecordedStackTrace;
import jdk.jfr.consumer.RecordingFile;

/** What a recording of a test program says. Lines of programs are named by the comment that ends them. */
final class Recorded {

    private static final String PACKAGE = Recorded.class.getPackageName() + ".";
    private static final Path SOURCES = Path.of("src/test/java");

    private final Path file;
    private final boolean isIncomplete;

    /** A recording of which nothing is missing. */
    Recorded(Path file) {
        this(file, false);
    }

    /** @param isIncomplete whether answers may come with a warning */
    Recorded(Path file, boolean isIncomplete) {
        this.file = file;
        this.isIncomplete = isIncomplete;
    }

    /** The names of the profiles. */
    List<String> profiles() throws IOException {
        try (Recordings recordings = Recordings.open(file)) {
            return recordings.profiles().orThrow();
        }
    }

    /** How many objects are live at the end, by the program's line. */
    Map<String, Long> live(String profile) throws IOException {
        return live(profile, site -> line(site.frames()));
    }

    /** How many objects are live at the end, by what a function says of their sites. */
    Map<String, Long> live(String profile, Function<Site, String> key) throws IOException {
        Map<String, Long> live = new TreeMap<>();
        for (LiveSite site : sites(profile)) {
            live.merge(key.apply(site.site()), site.count(), Long::sum);
        }
        return live;
    }

    /** The weights of what is live at the end, by the program's line. */
    Map<String, Long> weights(String profile) throws IOException {
        Map<String, Long> weights = new TreeMap<>();
        for (LiveSite site : sites(profile)) {
            weights.merge(line(site.site().frames()), site.weight(), Long::sum);
        }
        return weights;
    }

    private LiveSet answer(ProfileAnswer<LiveSet> answer) throws IOException {
        return isIncomplete ? answer.evenIfIncomplete() : answer.orThrow();
    }

    private List<LiveSite> sites(String profile) throws IOException {
        try (Recordings recordings = Recordings.open(file)) {
            List<LiveSite> sites = answer(recordings.liveAtEnd(profile)).sites();
            for (LiveSite site : sites) {
                String top = site.site().frames().get(0).function();
                assertFalse(
                        top.startsWith("java.lang.CustomProfilesHook") || top.startsWith("dev.customprofiles.Pro"),
                        top);
            }
            return sites;
        }
    }

    /** {@code live/added/removed} by the program's line, where live objects are those of the answer. */
    Map<String, String> counts(String profile) throws IOException {
        Map<String, Long> live = live(profile);
        Map<String, Long> added = new TreeMap<>();
        Map<String, Long> removed = new HashMap<>();
        Map<String, String> lines = new HashMap<>();
        List<RecordedEvent> events = events();
        for (RecordedEvent event : events) {
            if (event.getEventType().getName().equals("customprofiles.Add") && isOf(profile, event)) {
                String line = line(event.getStackTrace());
                lines.put(id(event), line);
                added.merge(line, 1L, Long::sum);
            }
        }
        for (RecordedEvent event : events) {
            if (event.getEventType().getName().equals("customprofiles.Remove") && isOf(profile, event)) {
                removed.merge(lines.getOrDefault(id(event), "?"), 1L, Long::sum);
            }
        }
        Map<String, String> counts = new TreeMap<>();
        live.keySet().forEach(line -> counts.put(line, ""));
        added.keySet().forEach(line -> counts.put(line, ""));
        removed.keySet().forEach(line -> counts.put(line, ""));
        counts.replaceAll((line, none) -> live.getOrDefault(line, 0L) + "/" + added.getOrDefault(line, 0L) + "/"
                + removed.getOrDefault(line, 0L));
        return counts;
    }

    private static boolean isOf(String profile, RecordedEvent event) {
        return event.getString("profile").equals(profile);
    }

    private static String id(RecordedEvent event) {
        return event.getLong("recorder") + " " + event.getLong("id");
    }

    /** The recorder's events. */
    List<RecordedEvent> events() throws IOException {
        return RecordingFile.readAllEvents(file).stream()
                .filter(event -> event.getEventType().getName().startsWith("customprofiles."))
                .toList();
    }

    private static String line(RecordedStackTrace stack) throws IOException {
        List<RecordedFrame> frames = stack.getFrames();
        for (RecordedFrame frame : frames) {
            String type = frame.getMethod().getType().getName();
            if (isOfProgram(type)) {
                return line(type, frame.getLineNumber());
            }
        }
        RecordedFrame top = frames.get(frames.size() - 1);
        for (int i = frames.size() - 1; i > 0 && !isHook(frames.get(i)); i--) {
            top = frames.get(i);
        }
        return top.getMethod().getType().getName() + "." + top.getMethod().getName();
    }

    private static boolean isHook(RecordedFrame frame) {
        return frame.getMethod().getType().getName().equals("java.lang.CustomProfilesHook");
    }

    /** The comment on the line of the program that is nearest to the leaf; where the program has none, what opened. */
    static String line(List<Frame> frames) {
        for (Frame frame : frames) {
            if (isOfProgram(frame.function())) {
                String type = frame.function().substring(0, frame.function().lastIndexOf('.'));
                try {
                    return line(type, frame.line());
                } catch (IOException e) {
                    throw new AssertionError(frame.toString(), e);
                }
            }
        }
        return frames.get(0).function();
    }

    /** The agent has the tests' package, but no class of its own that ends so. */
    private static boolean isOfProgram(String name) {
        return name.startsWith(PACKAGE) && name.matches(".*\\.\\w*Program\\b.*");
    }

    private static String line(String type, int line) throws IOException {
        String outermost = type.replaceFirst("\\$.*", "");
        List<String> source = Files.readAllLines(SOURCES.resolve(outermost.replace('.', '/') + ".java"));
        String text = source.get(line - 1).strip();
        int comment = text.indexOf("// ");
        return comment < 0 ? outermost + ":" + line + ": " + text : text.substring(comment + 3);
    }
}
