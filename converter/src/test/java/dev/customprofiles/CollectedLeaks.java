package dev.customprofiles;

import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.locks.LockSupport;
import jdk.jfr.Recording;

/**
 * A program that leaks what the garbage collector then takes, with a recording of it in the first argument. It prints an
 * instant at which 9 leases are live and none is collected. At the end 9 are live: of the 5 of {@code forget} 3 are
 * collected, 3 of 4 of {@code keep} are left, and the one of {@code late} is collected. Of 6 entries of a weak profile 4 are
 * collected.
 */
public final class CollectedLeaks {

    public static final String LEASE = "pool.Lease";
    public static final String WEAK = "pool.Cache";

    private static final Profile LEASES = Profile.create(LEASE);
    private static final Profile CACHE = Profile.builder(WEAK).weak().create();
    private static final List<Object> HELD = new ArrayList<>();

    private CollectedLeaks() {}

    public static void main(String[] arguments) throws Exception {
        try (Recording recording = new Recording()) {
            recording.enable("jdk.DataLoss");
            recording.enable("jdk.ActiveSetting");
            recording.start();
            Thread thread = new Thread(CollectedLeaks::leak, "leaker");
            thread.start();
            thread.join();
            recording.stop();
            recording.dump(Path.of(arguments[0]));
        }
        check(LEASES.count() == 9 && CACHE.count() == 2);
    }

    private static void leak() {
        List<Object> unreachableLater = new ArrayList<>();
        for (int i = 0; i < 5; i++) {
            (i < 3 ? unreachableLater : HELD).add(forget());
        }
        for (int i = 0; i < 4; i++) {
            HELD.add(keep());
        }
        for (int i = 0; i < 6; i++) {
            (i < 4 ? unreachableLater : HELD).add(cache());
        }
        LockSupport.parkNanos(20_000_000);
        System.out.println(Instant.now());
        LockSupport.parkNanos(20_000_000);
        check(unreachableLater.size() == 7);
        unreachableLater.clear();
        late();
        LEASES.remove(HELD.get(2));
        try {
            CollectedGarbage.await();
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
        LEASES.remove(new Object()); // a call that notices what was collected
        CACHE.remove(new Object());
    }

    private static Object forget() {
        Object lease = new Object();
        LEASES.add(lease);
        return lease;
    }

    private static Object keep() {
        Object lease = new Object();
        LEASES.add(lease);
        return lease;
    }

    private static void late() {
        LEASES.add(new Object());
    }

    private static Object cache() {
        Object entry = new Object();
        CACHE.add(entry);
        return entry;
    }

    private static void check(boolean holds) {
        if (!holds) {
            throw new AssertionError();
        }
    }
}
