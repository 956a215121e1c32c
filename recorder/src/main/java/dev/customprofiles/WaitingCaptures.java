package dev.customprofiles;

import java.util.concurrent.TimeUnit;

/**
 * The captures that were not read yet. When a ring is full, the object that waits longest makes room: if it is
 * still live, it has lived long enough to be worth a site. So the number of captures in memory is bounded, for all
 * profiles together, and an object that is removed soon never pays for having its stack read.
 *
 * <p>Their time is bounded too, for a capture keeps the classes on its stack loaded: {@link #resolveOld} is called each
 * second while a recording is on, and by the first call to the recorder after a garbage collection. Without a collection no class
 * would be unloaded anyway.
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

    /** Lets an object wait; the one that had to make room, if it is still live, gets its site now. */
    static void offer(LiveObject object, long now) {
        resolve(ALL[(int) object.id & (RINGS - 1)].replace(object, now));
    }

    /** Gives every waiting object its site. */
    static void resolveAll() {
        resolve(0);
    }

    /** Gives every object its site that has waited for long. */
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

    /** The object in a slot if it came at that time or before. */
    private synchronized LiveObject take(int slot, long until) {
        LiveObject object = ring[slot];
        if (object == null || since[slot] - until > 0) {
            return null;
        }
        ring[slot] = null;
        return object;
    }
}
