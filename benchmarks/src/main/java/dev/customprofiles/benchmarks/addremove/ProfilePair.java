package dev.customprofiles.benchmarks.addremove;

import dev.customprofiles.Profile;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.CompilerControl;
import org.openjdk.jmh.annotations.OperationsPerInvocation;

/** Our {@code add} and {@code remove}, with the capture of stacks as by default: always. */
public class ProfilePair extends Pair {

    private static final Profile OPEN = Profile.create("benchmark.Open");

    /** For JMH. */
    public ProfilePair() {}

    @Benchmark
    @OperationsPerInvocation(PAIRS)
    public void addRemove(Recorded recorded) throws InterruptedException {
        pairs();
    }

    @Override
    @CompilerControl(CompilerControl.Mode.DONT_INLINE)
    public void once() {
        Object value = new Object();
        OPEN.add(value);
        OPEN.remove(value);
    }
}
