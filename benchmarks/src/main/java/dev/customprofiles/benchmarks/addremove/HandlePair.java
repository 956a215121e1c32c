package dev.customprofiles.benchmarks.addremove;

import dev.customprofiles.Profile;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.CompilerControl;
import org.openjdk.jmh.annotations.OperationsPerInvocation;

/** Our handle form, {@code track} and {@code close}. */
public class HandlePair extends Pair {

    private static final Profile OPEN = Profile.create("benchmark.Tracked");

    /** For JMH. */
    public HandlePair() {}

    @Benchmark
    @OperationsPerInvocation(PAIRS)
    public void trackClose(Recorded recorded) throws InterruptedException {
        pairs();
    }

    @Override
    @CompilerControl(CompilerControl.Mode.DONT_INLINE)
    public void once() {
        OPEN.track().close();
    }
}
