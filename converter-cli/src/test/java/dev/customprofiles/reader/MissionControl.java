package dev.customprofiles.reader;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.logging.Level;
import java.util.logging.Logger;
import java.util.regex.Pattern;
import org.openjdk.jmc.common.IMCFrame;
import org.openjdk.jmc.common.IMCStackTrace;
import org.openjdk.jmc.common.item.IItem;
import org.openjdk.jmc.common.item.IItemIterable;
import org.openjdk.jmc.common.item.IMemberAccessor;
import org.openjdk.jmc.flightrecorder.JfrAttributes;
import org.openjdk.jmc.flightrecorder.JfrLoaderToolkit;

/** The reader against Mission Control's parser, which reads what the JDK's does not: async-profiler's and Datadog's files. */
final class MissionControl {
    /** What it puts behind the name of a type whose fields differ between chunks. */
    private static final Pattern DISTINCTION = Pattern.compile("[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$");

    private static final Logger LOGGER = Logger.getLogger("org.openjdk.jmc");

    private MissionControl() {}

    /** Compares the stack of each event, type by type; in any order, for Mission Control has one of its own. */
    static void compare(Path file) throws Exception {
        Map<String, List<String>> expected = expected(file);
        Map<String, List<String>> found = found(file);
        // Of these it leaves out the errors, which have an event of their own; so it is no witness here.
        expected.remove("jdk.JavaExceptionThrow");
        found.remove("jdk.JavaExceptionThrow");
        assertEquals(expected.keySet(), found.keySet());
        for (String type : expected.keySet()) {
            List<String> theirs = expected.get(type);
            List<String> ours = found.get(type);
            assertEquals(theirs.size(), ours.size(), type);
            theirs.sort(null);
            ours.sort(null);
            for (int i = 0; i < theirs.size(); i++) {
                assertEquals(theirs.get(i), ours.get(i), type);
            }
        }
    }

    private static Map<String, List<String>> expected(Path file) throws Exception {
        LOGGER.setLevel(Level.SEVERE); // it warns of each such type
        Map<String, List<String>> events = new TreeMap<>();
        for (IItemIterable ofOneType : JfrLoaderToolkit.loadEvents(file.toFile())) {
            IMemberAccessor<IMCStackTrace, IItem> stack =
                    JfrAttributes.EVENT_STACKTRACE.getAccessor(ofOneType.getType());
            for (IItem event : ofOneType) {
                String type =
                        DISTINCTION.matcher(ofOneType.getType().getIdentifier()).replaceFirst("");
                events.computeIfAbsent(type, absent -> new ArrayList<>())
                        .add(stack == null ? "" : text(stack.getMember(event)));
            }
        }
        return events;
    }

    private static String text(IMCStackTrace stack) {
        StringBuilder text = new StringBuilder();
        if (stack != null) {
            for (IMCFrame frame : stack.getFrames()) {
                text.append(frame.getMethod().getMethodName()).append('/');
            }
        }
        return text.toString();
    }

    private static Map<String, List<String>> found(Path file) throws IOException {
        Map<String, List<String>> events = new TreeMap<>();
        try (Recording recording = Recording.open(List.of(file))) {
            for (Chunk chunk : recording.chunks()) {
                List<String> types = chunk.eventTypes().stream()
                        .map(EventType::name)
                        .distinct()
                        .toList();
                try (ChunkReader reader = chunk.read(types.stream()
                        .map(type -> EventSelection.of(type, "stackTrace"))
                        .toArray(EventSelection[]::new))) {
                    for (int type = reader.next(); type >= 0; type = reader.next()) {
                        StringBuilder text = new StringBuilder();
                        StackTrace stack = reader.stackTraceAt(0);
                        if (stack != null) {
                            stack.frames()
                                    .forEach(frame ->
                                            text.append(frame.methodName()).append('/'));
                        }
                        events.computeIfAbsent(types.get(type), absent -> new ArrayList<>())
                                .add(text.toString());
                    }
                }
            }
        }
        return events;
    }
}
