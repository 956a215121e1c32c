package dev.customprofiles.benchmarks.serving;

import dev.customprofiles.Profile;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;

/**
 * An application that adds and removes a number of objects per second until it is stopped: {@code Load PAIRS}. It keeps
 * 10,000 of them live, and prints each second the number of pairs and the time of the longest.
 */
final class Load {

    private static final int THREADS = 2;
    private static final int LIVE = 10_000 / THREADS;
    private static final int DEPTH = 8;
    private static final int BURSTS_PER_SECOND = 1000;

    private static final Profile OPEN = Profile.create("benchmark.Open");
    private static final AtomicLong PAIRS = new AtomicLong();
    private static final AtomicLong LONGEST = new AtomicLong();

    private Load() {}

    public static void main(String[] args) throws InterruptedException {
        int burst = Integer.parseInt(args[0]) / BURSTS_PER_SECOND / THREADS;
        for (int i = 0; i < THREADS; i++) {
            Thread thread = new Thread(() -> run(burst), "load");
            thread.setDaemon(true);
            thread.start();
        }
        while (true) {
            Thread.sleep(1000);
            System.out.println(PAIRS.getAndSet(0) + " " + TimeUnit.NANOSECONDS.toMicros(LONGEST.getAndSet(0)));
        }
    }

    private static void run(int burst) {
        Object[] live = new Object[LIVE];
        int next = 0;
        long due = System.nanoTime();
        while (true) {
            for (int i = 0; i < burst; i++) {
                long start = System.nanoTime();
                Object opened = open(DEPTH);
                OPEN.remove(live[next]);
                long took = System.nanoTime() - start;
                live[next] = opened;
                next = (next + 1) % LIVE;
                LONGEST.accumulateAndGet(took, Math::max);
            }
            PAIRS.addAndGet(burst);
            due += TimeUnit.SECONDS.toNanos(1) / BURSTS_PER_SECOND;
            while (System.nanoTime() < due) {
                LockSupport.parkNanos(due - System.nanoTime());
            }
        }
    }

    private static Object open(int depth) {
        if (depth > 0) {
            return open(depth - 1);
        }
        Object opened = new Object();
        OPEN.add(opened);
        return opened;
    }
}
