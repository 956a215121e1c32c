package dev.customprofiles.benchmarks.addremove;

import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Level;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;

/**
 * Opening and closing one object, again and again, at a depth of stack. The object is new each time, on every side: its
 * identity hash is part of the price.
 */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Fork(jvmArgs = {"-Xms1g", "-Xmx1g"})
public abstract class Pair implements DeepThread.Work {

    /** Pairs of one invocation: handing over to the deep thread takes the time of a few hundredths of one. */
    protected static final int PAIRS = 20_000;

    /** Frames, from the thread's first method to the caller of what is measured. */
    @Param({"10", "30", "60"})
    public int depth;

    private DeepThread thread;

    /** For JMH. */
    protected Pair() {}

    @Setup(Level.Trial)
    public void startThread() {
        thread = new DeepThread(depth, this);
        thread.start();
    }

    @TearDown(Level.Trial)
    public void stopThread() throws InterruptedException {
        thread.interrupt();
        thread.join();
    }

    /** What implementations measure. */
    protected final void pairs() throws InterruptedException {
        thread.repeat(PAIRS);
    }
}
