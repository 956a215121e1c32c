package dev.customprofiles.benchmarks.addremove;

import jdk.jfr.Event;
import jdk.jfr.Name;
import jdk.jfr.StackTrace;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.CompilerControl;
import org.openjdk.jmh.annotations.OperationsPerInvocation;

/**
 * What an application would write without the recorder: two JFR events with the same fields as ours, the first with a
 * stack. It keeps no live set, so a recording that lost the first event knows nothing of the object.
 */
public class BareEventPair extends Pair {

    /** The fields of {@code customprofiles.Add}. */
    @Name("benchmark.Add")
    @StackTrace(true)
    static final class Added extends Event {
        String profile;
        long id;
        long epoch;
        int skip;
        Class<?> objectClass;
        long weight;
        String label;
    }

    /** The fields of {@code customprofiles.Remove}. */
    @Name("benchmark.Remove")
    @StackTrace(false)
    static final class Removed extends Event {
        String profile;
        long id;
        long epoch;
        long site;
        long age;
        long weight;
        String label;
        boolean collected;
    }

    private long lastId;

    /** For JMH. */
    public BareEventPair() {}

    @Benchmark
    @OperationsPerInvocation(PAIRS)
    public void commitTwo(Recorded recorded) throws InterruptedException {
        pairs();
    }

    @Override
    @CompilerControl(CompilerControl.Mode.DONT_INLINE)
    public void once() {
        long id = ++lastId;
        long start = System.nanoTime(); // for the age, which ours has too
        Object value = new Object();
        Added added = new Added();
        if (added.shouldCommit()) {
            added.profile = "benchmark.Open";
            added.id = id;
            added.epoch = 1;
            added.objectClass = value.getClass();
            added.commit();
        }
        Removed removed = new Removed();
        if (removed.shouldCommit()) {
            removed.profile = "benchmark.Open";
            removed.id = id;
            removed.epoch = 1;
            removed.age = System.nanoTime() - start;
            removed.commit();
        }
    }
}
