package dev.customprofiles.benchmarks.addremove;

import java.util.concurrent.SynchronousQueue;
import org.openjdk.jmh.annotations.CompilerControl;

/**
 * A thread that works at an exact stack depth, counting all frames, none of which is inlined. JMH's own threads are
 * unsuitable: they are 15 frames deep before the benchmark begins.
 */
final class DeepThread extends Thread {

    /** Repetitions per descent, so that the cost of the descent is negligible. */
    private static final int TIMES_PER_DESCENT = 100;

    /** The measured work. */
    interface Work {
        /** Must be a frame of its own, so implementations must not be inlined. */
        void once();
    }

    private final int depth;
    private final Work work;
    private final SynchronousQueue<Integer> orders = new SynchronousQueue<>();
    private final SynchronousQueue<Integer> done = new SynchronousQueue<>();

    /** @param depth the frames from the thread's first to {@link Work#once()} */
    DeepThread(int depth, Work work) {
        super("at depth " + depth);
        this.depth = depth;
        this.work = work;
        setDaemon(true);
    }

    /** Does the work a number of times, which must be a multiple of 100, and waits for it. */
    void repeat(int times) throws InterruptedException {
        orders.put(times / TIMES_PER_DESCENT);
        done.take();
    }

    @Override
    public void run() {
        int[] shallowest = new int[1];
        descend(0, 1, () -> shallowest[0] = new Throwable().getStackTrace().length);
        int calls = depth - shallowest[0];
        if (calls < 0) {
            throw new IllegalArgumentException("no stack of " + depth + " frames: " + shallowest[0] + " are needed");
        }
        try {
            while (true) {
                int descents = orders.take();
                for (int i = 0; i < descents; i++) {
                    descend(calls, TIMES_PER_DESCENT, work);
                }
                done.put(descents);
            }
        } catch (InterruptedException e) {
            // the benchmark is over
        }
    }

    @CompilerControl(CompilerControl.Mode.DONT_INLINE)
    private static void descend(int calls, int times, Work work) {
        if (calls > 0) {
            descend(calls - 1, times, work);
            return;
        }
        for (int i = 0; i < times; i++) {
            work.once();
        }
    }
}
