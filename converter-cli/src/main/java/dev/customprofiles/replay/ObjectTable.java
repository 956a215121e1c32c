package dev.customprofiles.replay;

import java.util.Arrays;

/**
 * Objects by id, in parallel arrays: linear probing, no allocation per object. Slots are valid until the next {@link
 * #put} or {@link #remove}.
 *
 * <p>Ids come from a counter, so they spread well without being mixed further than by the multiplication.
 */
final class ObjectTable {

    /** Marks an empty slot, so it can be nobody's id; the recorder counts from 1. */
    private static final long FREE = Long.MIN_VALUE;

    private long[] ids = new long[16];
    private long[] times = new long[16];
    private long[] weights = new long[16];
    private long[] epochs = new long[16];
    private int[] sites = new int[16];
    private int size;

    ObjectTable() {
        Arrays.fill(ids, FREE);
    }

    int size() {
        return size;
    }

    /** One more than the largest slot in use. */
    int slots() {
        return ids.length;
    }

    boolean used(int slot) {
        return ids[slot] != FREE;
    }

    long id(int slot) {
        return ids[slot];
    }

    long time(int slot) {
        return times[slot];
    }

    long weight(int slot) {
        return weights[slot];
    }

    int site(int slot) {
        return sites[slot];
    }

    long epoch(int slot) {
        return epochs[slot];
    }

    /** The slot of an id, or -1. */
    int find(long id) {
        int slot = home(id);
        while (ids[slot] != FREE) {
            if (ids[slot] == id) {
                return slot;
            }
            slot = next(slot);
        }
        return -1;
    }

    /** Adds an object; false, with nothing changed, if the id is there already, or cannot be one. */
    boolean put(long id, long time, long weight, int site, long epoch) {
        if (id == FREE) {
            return false;
        }
        if (size >= ids.length - (ids.length >> 2)) {
            grow();
        }
        int slot = home(id);
        while (ids[slot] != FREE) {
            if (ids[slot] == id) {
                return false;
            }
            slot = next(slot);
        }
        set(slot, id, time, weight, site, epoch);
        size++;
        return true;
    }

    /** Empties a slot and closes the gap, so that no tombstones gather. */
    void remove(int slot) {
        int gap = slot;
        for (int at = next(gap); ids[at] != FREE; at = next(at)) {
            int distance = (at - home(ids[at])) & (ids.length - 1);
            if (distance >= ((at - gap) & (ids.length - 1))) {
                set(gap, ids[at], times[at], weights[at], sites[at], epochs[at]);
                gap = at;
            }
        }
        ids[gap] = FREE;
        size--;
    }

    private void set(int slot, long id, long time, long weight, int site, long epoch) {
        ids[slot] = id;
        times[slot] = time;
        weights[slot] = weight;
        sites[slot] = site;
        epochs[slot] = epoch;
    }

    private void grow() {
        ObjectTable old = new ObjectTable(ids, times, weights, sites, epochs);
        int capacity = Math.multiplyExact(ids.length, 2);
        ids = new long[capacity];
        times = new long[capacity];
        weights = new long[capacity];
        sites = new int[capacity];
        epochs = new long[capacity];
        size = 0;
        Arrays.fill(ids, FREE);
        for (int slot = 0; slot < old.ids.length; slot++) {
            if (old.used(slot)) {
                put(old.ids[slot], old.times[slot], old.weights[slot], old.sites[slot], old.epochs[slot]);
            }
        }
    }

    private ObjectTable(long[] ids, long[] times, long[] weights, int[] sites, long[] epochs) {
        this.ids = ids;
        this.times = times;
        this.weights = weights;
        this.sites = sites;
        this.epochs = epochs;
    }

    private int home(long id) {
        long mixed = id * 0x9E3779B97F4A7C15L;
        return (int) (mixed >>> (Long.numberOfLeadingZeros(ids.length) + 1));
    }

    private int next(int slot) {
        return (slot + 1) & (ids.length - 1);
    }
}
