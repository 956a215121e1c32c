package dev.customprofiles.benchmarks.reading;

import dev.customprofiles.Profile;
import dev.customprofiles.benchmarks.Application;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import jdk.jfr.Recording;

/**
 * Writes a recording of a chosen size: {@code Generate EVENTS FILE}. Threads add objects from 200 sites and each removes
 * its thousandth-last one, as pools and queues do; one object in a thousand is forgotten and stays live. 20 million
 * events make about 600 MB. They are held to a pace that JFR can write; at full speed it would lose half.
 */
public final class Generate {

    /** Large buffers, so that a disk that hesitates loses nothing. */
    static final List<String> OPTIONS = List.of(
            "-Xmx2g",
            "-XX:FlightRecorderOptions:memorysize=256m,globalbuffersize=1m,threadbuffersize=1m",
            "-Xlog:jfr=off");

    private static final int THREADS = 4;
    private static final int SITES = 200;
    private static final int FRAMES = 30;
    private static final int OPEN_AT_ONCE = 1_000;
    private static final int FORGOTTEN_ONE_IN = 1_000;

    /** Events for each thread and second. */
    private static final int PACE = 100_000;

    private Generate() {}

    public static void main(String[] args) throws IOException, ReflectiveOperationException, InterruptedException {
        long events = Long.parseLong(args[0]);
        Path file = Path.of(args[1]);
        Profile profile = Profile.create("benchmark.Open");
        List<Object> forgotten = new ArrayList<>();
        AtomicInteger number = new AtomicInteger();
        try (Application application = new Application(FRAMES);
                Recording recording = new Recording()) {
            recording.enable("jdk.DataLoss");
            recording.start();
            List<Thread> threads = new ArrayList<>();
            for (int i = 0; i < THREADS; i++) {
                Thread thread = new Thread(
                        () -> churn(application, profile, events / THREADS, number.getAndIncrement(), forgotten));
                thread.setName("worker-" + i);
                thread.start();
                threads.add(thread);
            }
            for (Thread thread : threads) {
                thread.join();
            }
            recording.stop();
            recording.dump(file);
        }
        System.out.println("bytes " + Files.size(file));
        System.out.println("live " + profile.count());
        java.lang.ref.Reference.reachabilityFence(forgotten);
    }

    private static void churn(
            Application application, Profile profile, long events, int first, List<Object> forgotten) {
        Object[] open = new Object[OPEN_AT_ONCE];
        int site = first;
        long written = 0;
        long start = System.nanoTime();
        for (int i = 0; written < events; i++) {
            int slot = i % OPEN_AT_ONCE;
            if (open[slot] != null) {
                profile.remove(open[slot]);
                written++;
            }
            Object value = new Object();
            application.call(site++ % SITES, () -> profile.add(value));
            written++;
            open[slot] = value;
            if (i % FORGOTTEN_ONE_IN == 0) {
                open[slot] = null;
                synchronized (forgotten) {
                    forgotten.add(value);
                }
            }
            long early = start + written * 1_000_000_000L / PACE - System.nanoTime();
            if (early > 5_000_000) {
                LockSupport.parkNanos(early);
            }
        }
        synchronized (forgotten) {
            forgotten.addAll(java.util.Arrays.asList(open)); // stay live until the recording is stopped
        }
    }
}
