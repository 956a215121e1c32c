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

    /** The capture of an object; null if it has none any more, or has left. */
    Capture capture(LiveObject object) {
        return object.place >= 0 && where[object.place] instanceof Capture capture ? capture : null;
    }

    /** Notes the site that an object's capture turned out to be; false if it has one already, or has left. */
    boolean resolve(LiveObject object, Site site) {
        if (capture(object) == null) {
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
        LiveObject object = buckets[index(hash)];
        while (object != null && !object.refersTo(value)) {
            object = object.next;
        }
        return object;
    }

    /** Adds an object that is known to be absent. */
    void insert(LiveObject object, Object addedWhere, long weight, long nanos) {
        if (size >= buckets.length) {
            grow();
        }
        push(object);
        if (size == objects.length) {
            resizeColumns(size + (size >> 3) + 4);
        }
        object.place = size;
        objects[size] = object;
        where[size] = addedWhere;
        weights[size] = weight;
        addedNanos[size] = nanos;
        size++;
        added++;
    }

    /** Takes the object out; null if it is not here, because somebody else took it. */
    Removal remove(LiveObject object) {
        int place = object.place;
        if (place < 0) {
            return null;
        }
        unlink(object);
        Removal removal = new Removal(object, epoch, where[place], weights[place], addedNanos[place]);
        vacate(place);
        object.place = -1;
        return removal;
    }

    private void unlink(LiveObject object) {
        int index = index(object.hash);
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
    }

    /** Moves the last object to a place that has become free, and gives memory back that is not needed any more. */
    private void vacate(int place) {
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
        if (objects.length > 64 && size < objects.length >> 2) {
            resizeColumns(objects.length >> 1);
        }
    }

    private void resizeColumns(int capacity) {
        objects = Arrays.copyOf(objects, capacity);
        where = Arrays.copyOf(where, capacity);
        weights = Arrays.copyOf(weights, capacity);
        addedNanos = Arrays.copyOf(addedNanos, capacity);
    }

    private void grow() {
        LiveObject[] old = buckets;
        buckets = new LiveObject[old.length * 2];
        for (LiveObject head : old) {
            for (LiveObject object = head, next; object != null; object = next) {
                next = object.next;
                push(object);
            }
        }
    }

    private void push(LiveObject object) {
        int index = index(object.hash);
        object.next = buckets[index];
        buckets[index] = object;
    }

    private int index(int hash) {
        return hash & (buckets.length - 1);
    }
}
