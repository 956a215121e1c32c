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
 * Work that several may ask for at the same time: each piece is done once for all who wait for it, a few pieces at a time,
 * and for so long and no longer.
 *
 * @param <K> what tells pieces apart
 */
final class SingleFlight<K, V> implements Closeable {

    /** There is more to do than is allowed to wait, or it takes too long. */
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
     * @param threads how many pieces are done at a time
     * @param waiting how many more may wait
     * @param limitMillis how long a piece may take, with the waiting
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

    /** Does a piece of work, or waits for whoever does it. */
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
