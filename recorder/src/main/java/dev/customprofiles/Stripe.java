package dev.customprofiles;

import java.util.Arrays;
import java.util.concurrent.atomic.AtomicLong;

/**
 * A part of a profile's live objects: a hash table by identity with a lock of its own, so that threads rarely meet.
 *
 * <p>Every method is called with the stripe's monitor held. Nothing in here calls out: no user code, no JFR. Running out of
 * memory or stack leaves a stripe as it was: whatever may fail comes before the first change.
 */
final class Stripe {

    private static final int ID_BLOCK = 256;

    private static final AtomicLong IDS = new AtomicLong();

    private LiveObject[] buckets = new LiveObject[4];
    private int size;
    private long added;
    private long collected;

    /**
     * What a snapshot counts is here, close together, and not in the objects: a million of them lie anywhere in memory,
     * and to visit them would take as long as waiting for a million cache lines. The first {@code size} places are in
     * use, in no order.
     */
    private LiveObject[] objects = new LiveObject[4];

    /**
     * Where the objects were added: a {@link Capture} or, for want of one, the name of the object's class; a {@link
     * Site} once somebody needed to know.
     */
    private Object[] where = new Object[4];

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

    /** Counts every object for a snapshot; what is added or removed from now on belongs after it. */
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

    /** Where the object was added; null if it has left. */
    Object where(LiveObject object) {
        return object.place < 0 ? null : where[object.place];
    }

    /** Notes the site of an object that had none; false if it has one already, or has left. */
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

    /** An id that no other object of this JVM has. Stripes take them in blocks, so as not to meet at a counter. */
    long nextId() {
        if (nextId > lastId) {
            lastId = IDS.addAndGet(ID_BLOCK);
            nextId = lastId - ID_BLOCK + 1;
        }
        return nextId++;
    }

    /** How many objects were ever added. */
    long added() {
        return added;
    }

    /** The object whose value is {@code value} itself; null if there is none. */
    LiveObject find(Object value, int hash) {
        LiveObject object = buckets[hash & (buckets.length - 1)];
        while (object != null && !object.refersTo(value)) {
            object = object.next;
        }
        return object;
    }

    /** How many objects were taken out because their value was collected. */
    long collected() {
        return collected;
    }

    /** Adds an object that is known to be absent. */
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
     * Takes the object out.
     *
     * @param byCollector whether that is because its value was collected
     * @return null if it is not here, because another thread took it
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

    /** Takes out an object that is here, without memory for saying what it was. Its site stays acquired. */
    void discard(LiveObject object) {
        vacate(object.place);
    }

    /** Takes the object out and counts it among the collected ones of its site; null if it is not here. */
    Departure moveTo(CollectedCount count, LiveObject object) {
        int place = object.place;
        if (place < 0) {
            return null;
        }
        long weight = LiveCount.saturatedAdd(count.weight, weights[place]);
        double sumAdded = count.sumAdded + CollectedCount.sinceOrigin(addedNanos[place]);
        int span = count.times.spanFor(addedNanos[place], System.nanoTime());
        Departure departure = remove(object, true);
        // Nothing is called any more, so the object is counted once, whatever fails.
        count.objects++;
        count.weight = weight;
        count.sumAdded = sumAdded;
        count.times.objects[span]++;
        return departure;
    }

    /** Unlinks the object at a place, and moves the last one there. Calls nothing, so that it cannot fail half-way. */
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

    /** Whether the objects but one need less than a quarter of a table's length. */
    private boolean isFarTooLarge(int length) {
        return length > 64 && size - 1 < length >> 2;
    }

    /** Gives memory back that is not needed any more, unless there is none to do it with. */
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
        // From here on nothing is called and nothing allocated.
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
