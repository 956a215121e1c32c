package dev.customprofiles;

import java.util.concurrent.TimeUnit;

/**
 * Ring buffers of the objects whose captures have not been read yet. When a ring is full, the object that has waited
 * longest makes room: if it is still live, its stack is read and becomes a site. So the number of captures in memory is
 * bounded for all profiles together, and the stack of an object that is removed soon is never read.
 *
 * <p>The waiting time is bounded too, because a capture keeps the classes on its stack loaded: {@link #resolveOld} is
 * called each second during a recording, and by the first call to the recorder after a garbage collection. Without a
 * collection, no class would be unloaded anyway.
 */
final class WaitingCaptures {

    private static final int RINGS = 8;
    private static final int RING_SIZE = 256;
    private static final long LONG_NANOS = TimeUnit.SECONDS.toNanos(2);
    private static final WaitingCaptures[] ALL = new WaitingCaptures[RINGS];

    static {
        for (int i = 0; i < RINGS; i++) {
            ALL[i] = new WaitingCaptures();
        }
    }

    private final LiveObject[] ring = new LiveObject[RING_SIZE];
    private final long[] since = new long[RING_SIZE];
    private int next;

    private WaitingCaptures() {}

    /** Queues an object, and resolves the object that it displaces, if that is still live. */
    static void offer(LiveObject object, long now) {
        resolve(ALL[(int) object.id & (RINGS - 1)].replace(object, now));
    }

    /** Resolves the sites of all waiting objects. */
    static void resolveAll() {
        resolve(0);
    }

    /** Resolves the sites of the objects that have waited for two seconds or more. */
    static void resolveOld() {
        resolve(LONG_NANOS);
    }

    private static void resolve(long waitedNanos) {
        long now = System.nanoTime();
        for (WaitingCaptures waiting : ALL) {
            for (int slot = 0; slot < RING_SIZE; slot++) {
                resolve(waiting.take(slot, now - waitedNanos));
            }
        }
    }

    private static void resolve(LiveObject object) {
        if (object != null) {
            object.resolve();
        }
    }

    private synchronized LiveObject replace(LiveObject object, long now) {
        int slot = next;
        next = (slot + 1) & (RING_SIZE - 1);
        LiveObject displaced = ring[slot];
        ring[slot] = object;
        since[slot] = now;
        return displaced;
    }

    /** Takes the object in a slot if it was queued at that time or before; null otherwise. */
    private synchronized LiveObject take(int slot, long until) {
        LiveObject object = ring[slot];
        if (object == null || since[slot] - until > 0) {
            return null;
        }
        ring[slot] = null;
        return object;
    }
}
