package dev.customprofiles.agent;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Timer;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.ForkJoinPool;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/** Makes executors of every kind, five each, and shuts two of five down. */
final class ExecutorsProgram {

    private static final List<Object> HELD = new ArrayList<>();

    private ExecutorsProgram() {}

    public static void main(String[] arguments) throws IOException {
        Rounds.run(ExecutorsProgram::round);
    }

    private static void round() throws Exception {
        for (int i = 0; i < 5; i++) {
            use(i, Executors.newFixedThreadPool(1)); // fixed
            use(i, Executors.newSingleThreadExecutor()); // single
            use(i, Executors.newCachedThreadPool()); // cached
            use(i, Executors.newScheduledThreadPool(1)); // scheduled
            use(i, Executors.newSingleThreadScheduledExecutor()); // single scheduled
            use(i, Executors.newWorkStealingPool()); // work stealing
            use(i, new ForkJoinPool(1)); // ForkJoinPool
            use(i, new ThreadPoolExecutor(0, 1, 1, TimeUnit.SECONDS, new LinkedBlockingQueue<>())); // pool
            use(i, new ScheduledThreadPoolExecutor(1)); // ScheduledThreadPoolExecutor
            timer(i, new Timer()); // Timer
            timer(i, new Timer("named", true)); // named Timer
            virtual(i);
        }
        CompletableFuture.runAsync(() -> {}).get();
        CompletableFuture.runAsync(() -> {}, CompletableFuture.delayedExecutor(1, TimeUnit.MILLISECONDS))
                .get();
    }

    /** Where there are virtual threads. */
    private static void virtual(int i) throws Exception {
        if (Runtime.version().feature() >= 21) {
            ExecutorService executor = (ExecutorService)
                    Executors.class.getMethod("newVirtualThreadPerTaskExecutor").invoke(null); // virtual
            executor.submit(() -> sleep()).get();
            use(i, executor);
        }
    }

    private static void sleep() {
        LockSupport.parkNanos(1);
    }

    private static void use(int i, ExecutorService executor) throws Exception {
        switch (i) {
            case 0 -> {
                if (executor instanceof AutoCloseable closeable) { // since JDK 19
                    closeable.close();
                } else {
                    executor.shutdown();
                }
                executor.shutdownNow();
            }
            case 1 -> executor.shutdownNow();
            default -> HELD.add(executor);
        }
    }

    private static void timer(int i, Timer timer) {
        if (i < 2) {
            timer.cancel();
            timer.cancel();
        } else {
            HELD.add(timer);
        }
    }
}
