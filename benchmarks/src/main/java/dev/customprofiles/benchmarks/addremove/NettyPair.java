package dev.customprofiles.benchmarks.addremove;

import io.netty.util.ResourceLeakDetector;
import io.netty.util.ResourceLeakDetectorFactory;
import io.netty.util.ResourceLeakTracker;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.CompilerControl;
import org.openjdk.jmh.annotations.OperationsPerInvocation;

/** Netty's leak detector at its level PARANOID, at which it takes a stack of every object as we do. */
public class NettyPair extends Pair {

    private static final ResourceLeakDetector<Object> DETECTOR;

    static {
        ResourceLeakDetector.setLevel(ResourceLeakDetector.Level.PARANOID);
        DETECTOR = ResourceLeakDetectorFactory.instance().newResourceLeakDetector(Object.class);
    }

    /** For JMH. */
    public NettyPair() {}

    @Benchmark
    @OperationsPerInvocation(PAIRS)
    public void trackClose() throws InterruptedException {
        pairs();
    }

    @Override
    @CompilerControl(CompilerControl.Mode.DONT_INLINE)
    public void once() {
        Object value = new Object();
        ResourceLeakTracker<Object> tracker = DETECTOR.track(value);
        tracker.close(value);
    }
}
