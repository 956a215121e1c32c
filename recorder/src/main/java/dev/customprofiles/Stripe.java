package dev.customprofiles;

import java.util.Arrays;
import java.util.concurrent.atomic.AtomicLong;

/**
 * A part of a profile's live objects: a hash table by identity with a lock of its own, so that threads rarely meet.
 *
 * <p>Every method is called with the stripe's monitor held. Nothing in here calls out: no user code, no JFR.
 */
final class Stripe {

    private static final int ID_BLOCK = 256;

    private static final AtomicLong IDS = new AtomicLong();

    private LiveObject[] buckets = new LiveObject[4];
    private int size;
    private long added;

    /**
     * What a snapshot counts, once more and close together: a million entries lie anywhere in memory, and to visit them
     * would take as long as waiting for a million cache lines. The first {@code size} places are in use, in no order.
     */
    private LiveObject[] entries = new LiveObject[4];

    private Site[] sites = new Site[4];
    private long[] weights = new long[4];
    private long[] addedNanos = new long[4];

    /** Ids that are this stripe's to give away: from the next one up to the last one, which is included. */
    private long nextId = 1;

    private long lastId;

    /** The number of the latest snapshot that has counted this stripe. */
    private int epoch;

    Stripe(int epoch) {
        this.epoch = epoch;
    }

    int epoch() {
        return epoch;
    }

    /** Counts every entry for a snapshot; what is added or removed from now on belongs after it. */
    void cut(int nextEpoch, Cut cut) {
        epoch = nextEpoch;
        for (int place = 0; place < size; place++) {
            if (sites[place] != null) {
                cut.count(sites[place], weights[place], addedNanos[place]);
            } else {
                cut.count(entries[place]);
            }
        }
    }

    /** Notes the site of an entry, unless the entry has left. */
    void resolved(LiveObject entry, Site site) {
        if (entry.place >= 0) {
            sites[entry.place] = site;
        }
    }

    int size() {
        return size;
    }

    /** An id that no other object of this JVM has. Stripes take them in blocks, so as not to meet at a counter. */
    long nextId() {
        if (nextId > lastId) {
            lastId = IDS.addAndGet(ID_BLOCK);
            nextId = lastId - ID_BLOCK + 1;
        }
        return nextId++;
    }

    /** How many entries were ever added. */
    long added() {
        return added;
    }

    /** The entry whose value is {@code value} itself; null if there is none. */
    LiveObject find(Object value, int hash) {
        LiveObject entry = buckets[index(hash)];
        while (entry != null && !entry.refersTo(value)) {
            entry = entry.next;
        }
        return entry;
    }

    /** Adds an entry that is known to be absent. */
    void insert(LiveObject entry) {
        if (size >= buckets.length) {
            grow();
        }
        push(entry);
        if (size == entries.length) {
            resizeColumns(size + (size >> 3) + 4);
        }
        entry.place = size;
        entries[size] = entry;
        weights[size] = entry.weight;
        addedNanos[size] = entry.addedNanos;
        size++;
        added++;
    }

    /** Takes the entry out; false if it is not here, because somebody else took it. */
    boolean delete(LiveObject entry) {
        int index = index(entry.hash);
        LiveObject before = null;
        for (LiveObject at = buckets[index]; at != null; before = at, at = at.next) {
            if (at == entry) {
                if (before == null) {
                    buckets[index] = entry.next;
                } else {
                    before.next = entry.next;
                }
                entry.next = null;
                vacate(entry.place);
                entry.place = -1;
                return true;
            }
        }
        return false;
    }

    /** Moves the last entry to a place that has become free, and gives memory back that is not needed any more. */
    private void vacate(int place) {
        size--;
        entries[place] = entries[size];
        entries[place].place = place;
        sites[place] = sites[size];
        weights[place] = weights[size];
        addedNanos[place] = addedNanos[size];
        entries[size] = null;
        sites[size] = null;
        if (entries.length > 64 && size < entries.length >> 2) {
            resizeColumns(entries.length >> 1);
        }
    }

    private void resizeColumns(int capacity) {
        entries = Arrays.copyOf(entries, capacity);
        sites = Arrays.copyOf(sites, capacity);
        weights = Arrays.copyOf(weights, capacity);
        addedNanos = Arrays.copyOf(addedNanos, capacity);
    }

    private void grow() {
        LiveObject[] old = buckets;
        buckets = new LiveObject[old.length * 2];
        for (LiveObject head : old) {
            for (LiveObject entry = head, next; entry != null; entry = next) {
                next = entry.next;
                push(entry);
            }
        }
    }

    private void push(LiveObject entry) {
        int index = index(entry.hash);
        entry.next = buckets[index];
        buckets[index] = entry;
    }

    private int index(int hash) {
        return hash & (buckets.length - 1);
    }
}
