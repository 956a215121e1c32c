package dev.customprofiles.serve;

import java.io.Closeable;
import java.io.IOException;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.Callable;
import java.util.concurrent.CancellationException;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * Runs tasks that several threads may request at the same time. Concurrent requests with the same key share one run.
 * The number of concurrent tasks and their duration are limited.
 *
 * @param <K> the type of the keys of tasks
 */
final class SingleFlight<K, V> implements Closeable {

    /** Thrown if too many tasks are waiting, or a task takes too long. */
    static final class Overload extends IOException {
        private static final long serialVersionUID = 1L;

        Overload(String message) {
            super(message);
        }
    }

    private final ThreadPoolExecutor workers;
    private final long limitMillis;
    private final ConcurrentHashMap<K, FutureTask<V>> begun = new ConcurrentHashMap<>();

    /**
     * @param threads the number of concurrent tasks
     * @param waiting the maximum number of waiting tasks
     * @param limitMillis the maximum duration of a task, including its waiting time
     */
    SingleFlight(int threads, int waiting, long limitMillis) {
        this.limitMillis = limitMillis;
        this.workers = new ThreadPoolExecutor(
                threads, threads, 10, TimeUnit.SECONDS, new ArrayBlockingQueue<>(waiting), SingleFlight::thread);
        workers.allowCoreThreadTimeOut(true);
    }

    private static Thread thread(Runnable work) {
        Thread thread = new Thread(work, "answering");
        thread.setDaemon(true);
        return thread;
    }

    /** Runs a task, or waits for the run of a concurrent request with an equal key. */
    V get(K key, Callable<V> work) throws IOException {
        FutureTask<V> mine = new FutureTask<>(work) {
            @Override
            protected void done() {
                begun.remove(key, this);
            }
        };
        FutureTask<V> task = begun.computeIfAbsent(key, absent -> mine);
        if (task == mine) {
            try {
                workers.execute(mine);
            } catch (RejectedExecutionException e) {
                mine.cancel(false);
            }
        }
        try {
            return task.get(limitMillis, TimeUnit.MILLISECONDS);
        } catch (TimeoutException e) {
            task.cancel(true);
            throw new Overload("the answer took longer than " + limitMillis / 1000 + " s");
        } catch (CancellationException e) {
            throw new Overload("too many questions at a time");
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("interrupted", e);
        } catch (ExecutionException e) {
            throw rethrown(e.getCause());
        }
    }

    private static IOException rethrown(Throwable cause) {
        if (cause instanceof IOException io) {
            return io;
        }
        if (cause instanceof RuntimeException unchecked) {
            throw unchecked;
        }
        if (cause instanceof Error error) {
            throw error;
        }
        return new IOException(cause.getMessage(), cause);
    }

    @Override
    public void close() {
        workers.shutdownNow();
    }
}
