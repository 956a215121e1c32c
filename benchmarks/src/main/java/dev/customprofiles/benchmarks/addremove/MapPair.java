package dev.customprofiles.benchmarks.addremove;

import java.util.concurrent.ConcurrentHashMap;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.CompilerControl;
import org.openjdk.jmh.annotations.OperationsPerInvocation;

/** Go's profile put into Java in the plainest way: a concurrent map from the object to a Throwable. */
public class MapPair extends Pair {

    private static final ConcurrentHashMap<Object, Throwable> OPEN = new ConcurrentHashMap<>();

    /** For JMH. */
    public MapPair() {}

    @Benchmark
    @OperationsPerInvocation(PAIRS)
    public void putRemove() throws InterruptedException {
        pairs();
    }

    @Override
    @CompilerControl(CompilerControl.Mode.DONT_INLINE)
    public void once() {
        Object value = new Object();
        OPEN.put(value, new Throwable());
        OPEN.remove(value);
    }
}
