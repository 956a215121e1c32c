package dev.customprofiles.builtin;

import java.nio.file.Path;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.locks.ReentrantLock;

/** Three threads that nothing wakes, two deadlocks of two, idle workers, and one that is awake now and then: {@code StuckProgram FILE CHUNKS}. */
public final class StuckProgram {
    private static final Object FIRST = new Object();
    private static final Object SECOND = new Object();

    private StuckProgram() {}

    public static void main(String[] arguments) throws Exception {
        CountDownLatch never = new CountDownLatch(1);
        for (int i = 0; i < 3; i++) {
            start("forgotten-" + i, () -> forgotten(never));
        }
        CountDownLatch both = new CountDownLatch(2);
        start("dead-1", () -> {
            synchronized (FIRST) {
                meet(both);
                synchronized (SECOND) {
                    meet(never);
                }
            }
        });
        start("dead-2", () -> {
            synchronized (SECOND) {
                meet(both);
                synchronized (FIRST) {
                    meet(never);
                }
            }
        });
        ReentrantLock left = new ReentrantLock();
        ReentrantLock right = new ReentrantLock();
        CountDownLatch bothHold = new CountDownLatch(2);
        start("dead-3", () -> lock(left, bothHold, right));
        start("dead-4", () -> lock(right, bothHold, left));
        ExecutorService idle = Executors.newFixedThreadPool(2);
        idle.submit(() -> {}).get();
        idle.submit(() -> {}).get();
        start("busy", () -> {
            while (true) {
                synchronized (never) {
                    try {
                        never.wait(20);
                    } catch (InterruptedException e) {
                        return;
                    }
                }
            }
        });
        try (jdk.jfr.Recording recording = new jdk.jfr.Recording()) {
            recording.enable("jdk.ThreadDump").with("period", "everyChunk");
            recording.start();
            for (int i = 0; i < Integer.parseInt(arguments[1]); i++) {
                Thread.sleep(200); // dumps have to be a second apart for a thread to count as stuck
                try (jdk.jfr.Recording chunk = new jdk.jfr.Recording()) {
                    chunk.start(); // begins another chunk
                }
            }
            recording.dump(Path.of(arguments[0]));
        }
        System.exit(0);
    }

    private static void start(String name, Runnable work) {
        new Thread(work, name).start();
    }

    private static void forgotten(CountDownLatch never) {
        try {
            never.await();
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    private static void meet(CountDownLatch others) {
        others.countDown();
        try {
            others.await();
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    private static void lock(ReentrantLock mine, CountDownLatch both, ReentrantLock other) {
        mine.lock();
        meet(both);
        other.lock();
    }
}
