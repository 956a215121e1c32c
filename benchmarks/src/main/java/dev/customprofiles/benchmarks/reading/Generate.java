package dev.customprofiles.benchmarks.reading;

import dev.customprofiles.Profile;
import dev.customprofiles.benchmarks.Application;
import java.io.IOException;
import java.lang.ref.Reference;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.locks.LockSupport;
import jdk.jfr.Recording;

/**
 * Writes a recording of a chosen size: {@code Generate EVENTS SITES LIVE FILE}. Threads add objects from so many sites, that is
 * distinct stacks of 37 frames as JFR has them, in turn. At the end about {@code LIVE} objects are live: half of them are the latest ones, as each thread
 * removes the oldest of a fixed number, as pools and queues do; the other half were forgotten on the way, evenly. 8 million events
 * from 4,096 sites make about 400 MB, for each chunk holds its stacks again. They are held to a pace that JFR can write; at full speed it would lose half.
 *
 * <p>The recorder interns at most 16,384 sites of live objects at once. A recording stays within that if its live objects do, however
 * many sites its Adds have.
 */
public final class Generate {

    /** Large buffers, so that a disk that hesitates loses nothing; chunks of the size that is JFR's default. */
    static final List<String> OPTIONS = List.of(
            "-Xmx2g",
            "-XX:FlightRecorderOptions:memorysize=256m,globalbuffersize=1m,threadbuffersize=1m,maxchunksize=12m",
            "-Xlog:jfr=off");

    private static final int THREADS = 4;
    private static final int FRAMES = 30;

    /** Events for each thread and second. */
    private static final int PACE = 100_000;

    private Generate() {}

    public static void main(String[] args) throws IOException, ReflectiveOperationException, InterruptedException {
        long events = Long.parseLong(args[0]) / THREADS;
        int sites = Integer.parseInt(args[1]);
        int live = Integer.parseInt(args[2]) / THREADS;
        Path file = Path.of(args[3]);
        Profile profile = Profile.create("benchmark.Open");
        Queue<Object> stayLive = new ConcurrentLinkedQueue<>();
        try (Application application = new Application(FRAMES);
                Recording recording = new Recording()) {
            recording.enable("jdk.DataLoss");
            recording.start();
            List<Thread> threads = new ArrayList<>();
            for (int i = 0; i < THREADS; i++) {
                int first = i * (sites / THREADS);
                Thread thread = new Thread(() -> churn(application, profile, events, sites, first, live, stayLive));
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
        Reference.reachabilityFence(stayLive);
    }

    private static void churn(
            Application application,
            Profile profile,
            long events,
            int sites,
            int first,
            int live,
            Queue<Object> stayLive) {
        Object[] open = new Object[live / 2];
        // Each object is an Add, and all but the live ones are a Remove as well.
        long objects = (events + live) / 2;
        long forgottenOneIn = objects / (live - open.length);
        long written = 0;
        long start = System.nanoTime();
        for (long i = 0; i < objects; i++) {
            int slot = (int) (i % open.length);
            if (open[slot] != null) {
                profile.remove(open[slot]);
                written++;
            }
            Object value = new Object();
            application.call((int) ((first + i) % sites), () -> profile.add(value));
            written++;
            open[slot] = value;
            if (i % forgottenOneIn == forgottenOneIn / 2) {
                open[slot] = null;
                stayLive.add(value);
            }
            long early = start + written * 1_000_000_000L / PACE - System.nanoTime();
            if (early > 5_000_000) {
                LockSupport.parkNanos(early);
            }
        }
        stayLive.addAll(
                Arrays.asList(open).stream().filter(Objects::nonNull).toList()); // until the recording is stopped
    }
}
