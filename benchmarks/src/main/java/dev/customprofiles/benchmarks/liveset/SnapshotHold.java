package dev.customprofiles.benchmarks.liveset;

import dev.customprofiles.Profile;
import dev.customprofiles.benchmarks.Median;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import jdk.jfr.Event;
import jdk.jfr.FlightRecorder;
import jdk.jfr.Name;
import jdk.jfr.Period;
import jdk.jfr.Recording;

/**
 * Measures how long a snapshot blocks JFR and adding: {@code SnapshotHold OBJECTS SITES ROUNDS}.
 *
 * <p>JFR runs the hooks at a chunk's beginning one after the other in the order in which they were registered, with its
 * lock held. So two hooks, before and after the recorder's, measure the time between them without changing the
 * recorder. A second thread adds and removes continuously; its longest pair is the pause that the application sees.
 */
public final class SnapshotHold {

    /** Its hook is registered before the recorder's. */
    @Name("benchmark.Before")
    @Period("beginChunk")
    static final class Before extends Event {}

    /** Its hook is registered after the recorder's. */
    @Name("benchmark.After")
    @Period("beginChunk")
    static final class After extends Event {}

    private static final ThreadMXBean THREADS = ManagementFactory.getThreadMXBean();

    private static volatile long before;
    private static volatile long after;
    private static volatile long busyBefore;
    private static volatile long busyAfter;
    private static volatile boolean over;
    private static volatile long longestPair;

    private SnapshotHold() {}

    public static void main(String[] args) throws IOException, ReflectiveOperationException, InterruptedException {
        FlightRecorder.addPeriodicEvent(Before.class, () -> {
            busyBefore = THREADS.getCurrentThreadCpuTime();
            before = System.nanoTime();
        });
        Profile profile = Profile.create("benchmark.Kept");
        FlightRecorder.addPeriodicEvent(After.class, () -> {
            after = System.nanoTime();
            busyAfter = THREADS.getCurrentThreadCpuTime();
        });
        Kept kept = new Kept(profile, Integer.parseInt(args[0]));
        kept.addAll(Integer.parseInt(args[1]));

        Thread busy = new Thread(() -> addAndRemove(Profile.create("benchmark.Busy"), profile));
        busy.start();
        List<Double> holds = new ArrayList<>();
        List<Double> processorTimes = new ArrayList<>();
        List<Double> pauses = new ArrayList<>();
        List<Double> starts = new ArrayList<>();
        List<Double> startsWithout = new ArrayList<>();
        for (int round = 0; round < Integer.parseInt(args[2]); round++) {
            longestPair = 0;
            starts.add(start(true));
            holds.add(millis(after - before));
            processorTimes.add(millis(busyAfter - busyBefore));
            Thread.sleep(20);
            pauses.add(millis(longestPair));
            startsWithout.add(start(false));
        }
        over = true;
        busy.join();
        System.out.println("first-hold-ms " + holds.get(0));
        System.out.println("hold-ms " + Median.of(holds.subList(1, holds.size())));
        System.out.println("first-hold-cpu-ms " + processorTimes.get(0));
        System.out.println("hold-cpu-ms " + Median.of(processorTimes.subList(1, processorTimes.size())));
        System.out.println("longest-pair-ms " + Median.of(pauses.subList(1, pauses.size())));
        System.out.println("start-ms " + Median.of(starts.subList(1, starts.size())));
        System.out.println("start-without-snapshot-ms " + Median.of(startsWithout.subList(1, starts.size())));
        System.out.println("live " + profile.count());
        if (kept.objects.length != profile.count()) {
            System.exit(1);
        }
    }

    /** How long it takes to start a recording, and so to begin a chunk. */
    private static double start(boolean snapshot) {
        try (Recording recording = new Recording()) {
            recording.enable("benchmark.Before");
            recording.enable("benchmark.After");
            for (String event : List.of("Snapshot", "LiveSite", "Frame")) {
                if (snapshot) {
                    recording.enable("customprofiles." + event);
                } else {
                    recording.disable("customprofiles." + event);
                }
            }
            long start = System.nanoTime();
            recording.start();
            return millis(System.nanoTime() - start);
        }
    }

    private static void addAndRemove(Profile other, Profile same) {
        while (!over) {
            Object value = new Object();
            long start = System.nanoTime();
            same.add(value);
            same.remove(value);
            longestPair = Math.max(longestPair, System.nanoTime() - start);
            other.add(value);
            other.remove(value);
        }
    }

    private static double millis(long nanos) {
        return nanos / (double) TimeUnit.MILLISECONDS.toNanos(1);
    }
}
