package dev.customprofiles.builtin;

import dev.customprofiles.live.Frame;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The Java threads of a thread dump, as HotSpot prints it and {@code jdk.ThreadDump} holds it. */
final class ThreadDumpText {

    /** A thread that has a Java id, unlike the JVM's own. */
    record Entry(String name, List<Frame> frames) {}

    private static final Pattern THREAD = Pattern.compile("\"(.*)\" #(\\d{1,18}) .*");
    private static final Pattern MOUNTED = Pattern.compile("\\s+Mounted virtual thread (?:\"(.*)\" )?#(\\d{1,18}).*");
    private static final Pattern FRAME = Pattern.compile("\\s+at (\\S+)\\.([^.(]+)\\((.*)\\)");
    private static final Pattern LINE = Pattern.compile(".*:(\\d{1,9})");

    private ThreadDumpText() {}

    /** The threads by id, in the order of the dump; one that runs no Java code has no frames. */
    static Map<Long, Entry> parse(String dump) {
        Map<Long, Entry> threads = new LinkedHashMap<>();
        List<Frame> frames = new ArrayList<>();
        for (Iterator<String> lines = dump.lines().iterator(); lines.hasNext(); ) {
            String line = lines.next();
            Matcher thread = THREAD.matcher(line);
            Matcher mounted = MOUNTED.matcher(line);
            Matcher frame = FRAME.matcher(line);
            if (frame.matches()) {
                frames.add(frame(frame));
            } else if (thread.matches()) {
                frames = new ArrayList<>();
                threads.put(Long.parseLong(thread.group(2)), new Entry(thread.group(1), frames));
            } else if (mounted.matches()) {
                frames = new ArrayList<>();
                String name = mounted.group(1) == null ? "" : mounted.group(1);
                threads.put(Long.parseLong(mounted.group(2)), new Entry(name, frames));
            } else if (line.startsWith("\"")) {
                frames = new ArrayList<>(); // a thread of the JVM itself
            }
        }
        return threads;
    }

    private static Frame frame(Matcher frame) {
        Matcher line = LINE.matcher(frame.group(3));
        return Frame.of(frame.group(1), frame.group(2), line.matches() ? Integer.parseInt(line.group(1)) : -1);
    }
}
