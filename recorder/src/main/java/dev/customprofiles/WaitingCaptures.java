package dev.customprofiles;

/**
 * The captures that nobody has looked at yet. When a ring is full, the object that waits longest makes room: if it is
 * still live, it has lived long enough to be worth a site. So the number of captures in memory is bounded, for all profiles together,
 * and an object that is removed soon never pays for having its stack read.
 */
final class WaitingCaptures {

    private static final int RINGS = 8;
    private static final int RING_SIZE = 256;
    private static final WaitingCaptures[] ALL = new WaitingCaptures[RINGS];

    static {
        for (int i = 0; i < RINGS; i++) {
            ALL[i] = new WaitingCaptures();
        }
    }

    private final LiveObject[] ring = new LiveObject[RING_SIZE];
    private int next;

    private WaitingCaptures() {}

    /** Lets an object wait; the one that had to make room, if any is still live, gets its site now. */
    static void offer(LiveObject entry) {
        LiveObject displaced = ALL[(int) entry.id & (RINGS - 1)].replace(entry);
        if (displaced != null) {
            displaced.resolve();
        }
    }

    /** Gives every waiting object its site. */
    static void resolveAll() {
        for (WaitingCaptures waiting : ALL) {
            for (int i = 0; i < RING_SIZE; i++) {
                LiveObject displaced = waiting.replace(null);
                if (displaced != null) {
                    displaced.resolve();
                }
            }
        }
    }

    private synchronized LiveObject replace(LiveObject entry) {
        int slot = next;
        next = (slot + 1) & (RING_SIZE - 1);
        LiveObject displaced = ring[slot];
        ring[slot] = entry;
        return displaced;
    }
}
