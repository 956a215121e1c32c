package dev.customprofiles.builtin;

import dev.customprofiles.live.Frame;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Predicate;
import jdk.jfr.consumer.RecordedClass;
import jdk.jfr.consumer.RecordedEvent;
import jdk.jfr.consumer.RecordedFrame;
import jdk.jfr.consumer.RecordedObject;
import jdk.jfr.consumer.RecordedStackTrace;
import jdk.jfr.consumer.RecordingFile;

/** The builtin profiles as the JDK's own reader has their events, in the plainest way: all events in memory. */
final class NaiveProfiles {

    private static final Set<String> WAITS = Set.of(
            "jdk.JavaMonitorEnter",
            "jdk.JavaMonitorWait",
            "jdk.ThreadPark",
            "jdk.ThreadSleep",
            "jdk.SocketRead",
            "jdk.SocketWrite",
            "jdk.SocketConnect",
            "jdk.SocketAccept",
            "jdk.FileRead",
            "jdk.FileWrite",
            "jdk.FileForce");

    final List<RecordedEvent> events;

    NaiveProfiles(Path file) throws IOException {
        events = RecordingFile.readAllEvents(file);
    }

    /** Count and value by stack. */
    Map<List<Frame>, long[]> sums(BuiltinProfile profile, Predicate<Instant> inRange) {
        Map<List<Frame>, long[]> sums = new TreeMap<>(NaiveProfiles::compare);
        boolean cpuTime = has("jdk.CPUTimeSample");
        boolean sampled = has("jdk.ObjectAllocationSample");
        for (RecordedEvent event : events) {
            long value = switch (profile) {
                case PROFILE -> cpu(event, cpuTime);
                case ALLOCS -> allocation(event, sampled);
                case BLOCK -> WAITS.contains(name(event)) ? event.getDuration().toNanos() : -1;
                case MUTEX -> isLock(event) ? event.getDuration().toNanos() : -1;
                case THREADCREATE -> name(event).equals("jdk.ThreadStart") ? 0 : -1;
                default -> throw new IllegalArgumentException();
            };
            if (value >= 0 && inRange.test(event.getEndTime())) {
                long[] sum = sums.computeIfAbsent(stack(event), absent -> new long[2]);
                sum[0]++;
                sum[1] += value;
            }
        }
        return sums;
    }

    private static String name(RecordedEvent event) {
        return event.getEventType().getName();
    }

    private boolean has(String name) {
        return events.stream().anyMatch(event -> name(event).equals(name));
    }

    private long cpu(RecordedEvent event, boolean cpuTime) {
        if (cpuTime) {
            return name(event).equals("jdk.CPUTimeSample")
                    ? event.getDuration("samplingPeriod").toNanos()
                    : -1;
        }
        return name(event).equals("jdk.ExecutionSample") ? period(event) : -1;
    }

    long lostSamples() {
        return events.stream()
                .filter(event -> name(event).equals("jdk.CPUTimeSamplesLost"))
                .mapToLong(event -> event.getLong("lostSamples"))
                .sum();
    }

    /** The last setting before the sample; the first one if it is older than all of them. */
    private long period(RecordedEvent sample) {
        long id = sample.getEventType().getId();
        RecordedEvent last = null;
        for (RecordedEvent event : events) {
            if (name(event).equals("jdk.ActiveSetting")
                    && event.getLong("id") == id
                    && event.getString("name").equals("period")) {
                boolean before = !event.getStartTime().isAfter(sample.getStartTime());
                if (last == null || before && !event.getStartTime().isBefore(last.getStartTime())) {
                    last = event;
                }
            }
        }
        String[] value = last.getString("value").split(" "); // 20 ms, or 20000000 ns if a program said it
        return Long.parseLong(value[0]) * (value[1].equals("ms") ? 1_000_000 : 1);
    }

    private static long allocation(RecordedEvent event, boolean sampled) {
        return switch (name(event)) {
            case "jdk.ObjectAllocationSample" -> event.getLong("weight");
            case "jdk.ObjectAllocationInNewTLAB" -> sampled ? -1 : event.getLong("tlabSize");
            case "jdk.ObjectAllocationOutsideTLAB" -> sampled ? -1 : event.getLong("allocationSize");
            default -> -1;
        };
    }

    private static boolean isLock(RecordedEvent event) {
        if (name(event).equals("jdk.ThreadPark")) {
            RecordedClass parked = event.getClass("parkedClass");
            return parked != null && parked.getName().contains(".locks.Reentrant");
        }
        return name(event).equals("jdk.JavaMonitorEnter");
    }

    /** How many objects by class, and how many bytes if that is recorded, in the last batch of old objects. */
    Map<String, long[]> heap() {
        Instant last = events.stream()
                .filter(event -> name(event).equals("jdk.OldObjectSample"))
                .map(RecordedEvent::getStartTime)
                .max(Instant::compareTo)
                .orElseThrow();
        Map<String, long[]> sums = new TreeMap<>();
        for (RecordedEvent event : events) {
            if (name(event).equals("jdk.OldObjectSample")
                    && event.getStartTime().equals(last)) {
                RecordedObject object = event.getValue("object");
                RecordedClass type = object.getClass("type");
                long[] sum = sums.computeIfAbsent(type.getName(), absent -> new long[2]);
                sum[0]++;
                sum[1] += event.hasField("objectSize") ? event.getLong("objectSize") : 0;
            }
        }
        return sums;
    }

    private static List<Frame> stack(RecordedEvent event) {
        RecordedStackTrace trace = event.getStackTrace();
        if (trace == null || trace.getFrames().isEmpty()) {
            return List.of(Frame.NO_STACK);
        }
        List<Frame> frames = new ArrayList<>();
        for (RecordedFrame frame : trace.getFrames()) {
            frames.add(Frame.of(
                    frame.getMethod().getType().getName(), frame.getMethod().getName(), frame.getLineNumber()));
        }
        if (trace.isTruncated()) {
            frames.add(Frame.TRUNCATED);
        }
        return frames;
    }

    private static int compare(List<Frame> one, List<Frame> other) {
        return one.toString().compareTo(other.toString());
    }
}
