package dev.customprofiles.reader;

import java.io.IOException;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Iterator;
import java.util.List;
import java.util.concurrent.CancellationException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.Consumer;

/** Runs a task on chunks in parallel and returns the results in order. */
record ChunkWorkers(int count) {
    ChunkWorkers {
        if (count < 1) {
            throw new IllegalArgumentException("workers: " + count);
        }
    }

    <R> void process(List<Chunk> chunks, ChunkTask<R> task, Consumer<? super R> inOrder) throws IOException {
        if (count == 1 || chunks.size() == 1) {
            for (Chunk chunk : chunks) {
                inOrder.accept(task.run(chunk));
            }
            return;
        }
        ExecutorService executor = Executors.newFixedThreadPool(Math.min(count, chunks.size()), ChunkWorkers::thread);
        Deque<Future<R>> begun = new ArrayDeque<>();
        try {
            Iterator<Chunk> rest = chunks.iterator();
            while (rest.hasNext() || !begun.isEmpty()) {
                // One more than there are workers, so that none is idle while the first result is consumed.
                while (rest.hasNext() && begun.size() <= count) {
                    Chunk chunk = rest.next();
                    begun.add(executor.submit(() -> task.run(chunk)));
                }
                inOrder.accept(result(begun.remove()));
            }
        } finally {
            // Without interrupting: that would close files that other threads are reading too.
            begun.forEach(future -> future.cancel(false));
            executor.shutdown();
        }
    }

    private static Thread thread(Runnable work) {
        Thread thread = new Thread(work, "chunk reader");
        thread.setDaemon(true);
        return thread;
    }

    private static <R> R result(Future<R> future) throws IOException {
        try {
            return future.get();
        } catch (ExecutionException e) {
            Throwable cause = e.getCause();
            if (cause instanceof IOException io) {
                throw io;
            }
            if (cause instanceof RuntimeException unchecked) {
                throw unchecked;
            }
            if (cause instanceof Error error) {
                throw error;
            }
            throw new IOException(cause.getMessage(), cause);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("interrupted while chunks were read", e);
        } catch (CancellationException e) {
            throw new IOException("reading was given up", e);
        }
    }
}
