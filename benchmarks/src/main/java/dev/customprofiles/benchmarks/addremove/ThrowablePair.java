package dev.customprofiles.benchmarks.addremove;

import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.CompilerControl;
import org.openjdk.jmh.annotations.OperationsPerInvocation;

/** The cheapest stack that a Java program can have: no object is tracked, the stack is taken and dropped. */
public class ThrowablePair extends Pair {

    private Throwable latest;

    /** For JMH. */
    public ThrowablePair() {}

    @Benchmark
    @OperationsPerInvocation(PAIRS)
    public void newThrowable() throws InterruptedException {
        pairs();
    }

    @Override
    @CompilerControl(CompilerControl.Mode.DONT_INLINE)
    public void once() {
        latest = new Throwable();
    }
}
