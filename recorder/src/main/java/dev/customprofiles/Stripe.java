package dev.customprofiles;

import java.util.Arrays;
import java.util.concurrent.atomic.AtomicLong;

/**
 * A part of a profile's live objects: an identity hash table with its own lock, to keep contention low.
 *
 * <p>Every method is called with the stripe's monitor held. None calls user code or JFR. Running out of memory or stack
 * leaves a stripe as it was: everything that may fail comes before the first change.
 */
final class Stripe {

    private static final int ID_BLOCK = 256;

    private static final AtomicLong IDS = new AtomicLong();

    private LiveObject[] buckets = new LiveObject[4];
    private int size;
    private long added;
    private long collected;

    /**
     * Columns with the data that a snapshot counts. It is kept here and not in the objects, because visiting a million
     * scattered objects would cost a million cache misses. The first {@code size} places are in use, in no order.
     */
    private LiveObject[] objects = new LiveObject[4];

    /**
     * Where the objects were added: a {@link Capture}, or the name of the object's class if none was taken; a
     * {@link Site} once resolved.
     */
    private Object[] where = new Object[4];

    private long[] weights = new long[4];
    private long[] addedNanos = new long[4];

    /** Ids reserved for this stripe, from next to last, inclusive. */
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

    /** Counts every object for a snapshot. Objects added or removed from now on belong to the next epoch. */
    void cut(int nextEpoch, Cut cut) {
        epoch = nextEpoch;
        for (int place = 0; place < size; place++) {
            if (where[place] instanceof Capture capture) {
                cut.countLater(objects[place], capture, weights[place], addedNanos[place]);
            } else {
                cut.count(site(place, cut), weights[place], addedNanos[place]);
            }
        }
    }

    private Site site(int place, Cut cut) {
        if (where[place] instanceof Site site) {
            return site;
        }
        Site site = cut.siteWithoutStack((String) where[place], objects[place].label);
        where[place] = site;
        return site;
    }

    /** Returns where the object was added; null if it has left. */
    Object where(LiveObject object) {
        return object.place < 0 ? null : where[object.place];
    }

    /** Notes the site of an object; false if it already has one, or has left. */
    boolean resolve(LiveObject object, Site site) {
        if (object.place < 0 || where[object.place] instanceof Site) {
            return false;
        }
        where[object.place] = site;
        return true;
    }

    int size() {
        return size;
    }

    /**
     * Returns an id that is unique within this recorder copy. Stripes reserve ids in blocks, to keep contention low.
     */
    long nextId() {
        if (nextId > lastId) {
            lastId = IDS.addAndGet(ID_BLOCK);
            nextId = lastId - ID_BLOCK + 1;
        }
        return nextId++;
    }

    /** Returns the number of objects ever added. */
    long added() {
        return added;
    }

    /** Returns the object whose value is identical to {@code value}; null if there is none. */
    LiveObject find(Object value, int hash) {
        LiveObject object = buckets[hash & (buckets.length - 1)];
        while (object != null && !object.refersTo(value)) {
            object = object.next;
        }
        return object;
    }

    /** Returns the number of objects removed because their value was collected. */
    long collected() {
        return collected;
    }

    /** Inserts an object that is known to be absent. */
    void insert(LiveObject object, Object addedWhere, long weight, long nanos) {
        if (size >= buckets.length) {
            rehash(buckets.length * 2);
        }
        if (size == objects.length) {
            resizeColumns(size + (size >> 3) + 4);
        }
        // From here on nothing is called and nothing allocated, so nothing can fail half-way.
        int index = object.hash & (buckets.length - 1);
        object.next = buckets[index];
        object.place = size;
        buckets[index] = object;
        objects[size] = object;
        where[size] = addedWhere;
        weights[size] = weight;
        addedNanos[size] = nanos;
        size++;
        added++;
    }

    /**
     * Removes the object.
     *
     * @param byCollector whether the reason is that its value was collected
     * @return null if another thread has removed it
     */
    Departure remove(LiveObject object, boolean byCollector) {
        int place = object.place;
        if (place < 0) {
            return null;
        }
        if (isFarTooLarge(objects.length) || isFarTooLarge(buckets.length)) {
            shrink();
        }
        Departure departure = new Departure(object, epoch, where[place], weights[place], addedNanos[place]);
        vacate(place);
        collected += byCollector ? 1 : 0;
        return departure;
    }

    /**
     * Removes an object without allocating a {@link Departure}. The object must be present; its site stays acquired.
     */
    void discard(LiveObject object) {
        vacate(object.place);
    }

    /** Moves the object to the collected count of its site; returns null if it has left. */
    Departure moveTo(CollectedCount count, LiveObject object) {
        int place = object.place;
        if (place < 0) {
            return null;
        }
        long weight = LiveCount.saturatedAdd(count.weight, weights[place]);
        double sumAdded = count.sumAdded + CollectedCount.sinceOrigin(addedNanos[place]);
        int span = count.times.spanFor(addedNanos[place], System.nanoTime());
        Departure departure = remove(object, true);
        // No calls from here on, so the object is counted exactly once.
        count.objects++;
        count.weight = weight;
        count.sumAdded = sumAdded;
        count.times.objects[span]++;
        return departure;
    }

    /**
     * Unlinks the object at a place and moves the last object there. Makes no calls, so that it cannot fail half-way.
     */
    private void vacate(int place) {
        LiveObject object = objects[place];
        int index = object.hash & (buckets.length - 1);
        if (buckets[index] == object) {
            buckets[index] = object.next;
        } else {
            LiveObject before = buckets[index];
            while (before.next != object) {
                before = before.next;
            }
            before.next = object.next;
        }
        object.next = null;
        object.place = -1;
        size--;
        if (place != size) {
            objects[place] = objects[size];
            objects[place].place = place;
            where[place] = where[size];
            weights[place] = weights[size];
            addedNanos[place] = addedNanos[size];
        }
        objects[size] = null;
        where[size] = null;
    }

    /** Returns whether all objects but one need less than a quarter of a table's length. */
    private boolean isFarTooLarge(int length) {
        return length > 64 && size - 1 < length >> 2;
    }

    /** Shrinks the tables, unless there is no memory to do so. */
    private void shrink() {
        try {
            if (isFarTooLarge(buckets.length)) {
                rehash(buckets.length >> 1);
            }
            if (isFarTooLarge(objects.length)) {
                resizeColumns(objects.length >> 1);
            }
        } catch (OutOfMemoryError | StackOverflowError noRoom) {
            return;
        }
    }

    private void resizeColumns(int capacity) {
        LiveObject[] newObjects = Arrays.copyOf(objects, capacity);
        Object[] newWhere = Arrays.copyOf(where, capacity);
        long[] newWeights = Arrays.copyOf(weights, capacity);
        long[] newAddedNanos = Arrays.copyOf(addedNanos, capacity);
        objects = newObjects;
        where = newWhere;
        weights = newWeights;
        addedNanos = newAddedNanos;
    }

    /** @param capacity a power of two */
    private void rehash(int capacity) {
        LiveObject[] table = new LiveObject[capacity];
        // No calls and no allocations from here on.
        for (LiveObject head : buckets) {
            for (LiveObject object = head, next; object != null; object = next) {
                next = object.next;
                int index = object.hash & (table.length - 1);
                object.next = table[index];
                table[index] = object;
            }
        }
        buckets = table;
    }
}
