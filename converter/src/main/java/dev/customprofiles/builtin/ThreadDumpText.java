package dev.customprofiles.builtin;

import dev.customprofiles.live.Frame;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Parses a thread dump in HotSpot's format, as in {@code jdk.ThreadDump}.
 *
 * @param threads the Java threads by id, in the order of the dump; a thread that runs no Java code has no frames
 * @param deadlocks the names of the threads of each cycle that the JVM found: each waits for the next, the last for the
 *     first
 */
record ThreadDumpText(Map<Long, Entry> threads, List<List<String>> deadlocks) {

    /**
     * A thread that has a Java id, unlike the JVM's own.
     *
     * @param cpu the processor time used, as printed; null if absent, as for a virtual thread
     * @param waitsFor the class of the lock or parking object that it waits for; null if it does not wait for an
     *     object. The address in the dump is ignored, because the collector moves objects
     * @param blocked whether it waits to enter a monitor. HotSpot wakes such a thread now and then, so its processor
     *     time grows
     */
    record Entry(String name, String cpu, String waitsFor, boolean blocked, List<Frame> frames) {

        /** Returns a copy that waits for an object. */
        private Entry waitingFor(String type, boolean toEnter) {
            return new Entry(name, cpu, type, toEnter, frames);
        }
    }

    private static final Pattern THREAD = Pattern.compile("\"(.*)\" #(\\d{1,18}) .*");
    private static final Pattern CPU = Pattern.compile(".* cpu=(\\S+) .*");
    private static final Pattern MOUNTED = Pattern.compile("\\s+Mounted virtual thread (?:\"(.*)\" )?#(\\d{1,18}).*");
    private static final Pattern FRAME = Pattern.compile("\\s+at (\\S+)\\.([^.(]+)\\((.*)\\)");
    private static final Pattern LINE = Pattern.compile(".*:(\\d{1,9})");
    private static final Pattern WAITS = Pattern.compile(
            "\\s+- (parking to wait for|waiting to lock|waiting on|waiting to re-lock in wait\\(\\))\\s+<[^>]*> \\(a (\\S+)\\)");

    private static final String DEADLOCK = "Found one Java-level deadlock:";
    private static final String DEADLOCK_STACKS = "Java stack information for the threads listed above:";
    private static final Pattern LOCKED = Pattern.compile("\"(.*)\":");

    static ThreadDumpText parse(String dump) {
        Map<Long, Entry> threads = new LinkedHashMap<>();
        List<List<String>> deadlocks = new ArrayList<>();
        List<Frame> frames = new ArrayList<>();
        long current = -1;
        boolean inCycle = false;
        boolean hasDeadlocks = false;
        for (Iterator<String> lines = dump.lines().iterator(); lines.hasNext(); ) {
            String line = lines.next();
            if (line.equals(DEADLOCK)) {
                deadlocks.add(new ArrayList<>());
                inCycle = true;
                hasDeadlocks = true;
                continue;
            }
            if (hasDeadlocks) { // the deadlock report lists threads again
                inCycle &= !line.equals(DEADLOCK_STACKS);
                Matcher locked = LOCKED.matcher(line);
                if (inCycle && locked.matches()) {
                    deadlocks.get(deadlocks.size() - 1).add(locked.group(1));
                }
                continue;
            }
            Matcher thread = THREAD.matcher(line);
            Matcher mounted = MOUNTED.matcher(line);
            Matcher frame = FRAME.matcher(line);
            Matcher waits = WAITS.matcher(line);
            if (frame.matches()) {
                frames.add(frame(frame));
            } else if (waits.matches() && current >= 0) {
                threads.computeIfPresent(
                        current,
                        (id, entry) -> entry.waitsFor == null
                                ? entry.waitingFor(
                                        waits.group(2), waits.group(1).equals("waiting to lock"))
                                : entry);
            } else if (thread.matches()) {
                Matcher cpu = CPU.matcher(line);
                frames = new ArrayList<>();
                current = Long.parseLong(thread.group(2));
                threads.put(
                        current, new Entry(thread.group(1), cpu.matches() ? cpu.group(1) : null, null, false, frames));
            } else if (mounted.matches()) {
                frames = new ArrayList<>();
                current = Long.parseLong(mounted.group(2));
                threads.put(
                        current,
                        new Entry(mounted.group(1) == null ? "" : mounted.group(1), null, null, false, frames));
            } else if (line.startsWith("\"")) {
                frames = new ArrayList<>(); // a thread of the JVM itself
                current = -1;
            }
        }
        return new ThreadDumpText(threads, deadlocks);
    }

    private static Frame frame(Matcher frame) {
        Matcher line = LINE.matcher(frame.group(3));
        return Frame.of(frame.group(1), frame.group(2), line.matches() ? Integer.parseInt(line.group(1)) : -1);
    }
}
