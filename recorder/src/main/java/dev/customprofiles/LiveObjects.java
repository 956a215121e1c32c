package dev.customprofiles;

/** The live objects of one profile, in stripes. Objects whose value was collected are only counted, by site. */
final class LiveObjects {

    private static final int STRIPES = stripes(Runtime.getRuntime().availableProcessors());

    private final Profile profile;
    private final Stripe[] stripes = new Stripe[STRIPES];
    private final CollectedSites collected = new CollectedSites();

    LiveObjects(Profile profile, int epoch) {
        this.profile = profile;
        for (int i = 0; i < stripes.length; i++) {
            stripes[i] = new Stripe(epoch);
        }
    }

    long count() {
        long count = 0;
        for (Stripe stripe : stripes) {
            synchronized (stripe) {
                count += stripe.size() + (profile.isWeak() ? 0 : stripe.collected());
            }
        }
        return count;
    }

    /** Inserts a value; returns null if it is already present. */
    LiveObject insert(Object value, long weight, String label, Object where) {
        int hash = System.identityHashCode(value);
        long now = System.nanoTime();
        Stripe stripe = stripe(hash);
        LiveObject object;
        synchronized (stripe) {
            if (stripe.find(value, hash) != null) {
                return null;
            }
            object = new LiveObject(value, Profiles.COLLECTED, profile, stripe.nextId(), hash, stripe.epoch(), label);
            stripe.insert(object, where, weight, now);
        }
        if (where instanceof Capture) {
            offer(object, now);
        }
        return object;
    }

    /** Queues the object for its stack to be read. If that fails, the next snapshot reads it. */
    private static void offer(LiveObject object, long now) {
        try {
            WaitingCaptures.offer(object, now);
        } catch (Throwable failure) { // the object is in the set, and its Add event must still be written
            return;
        }
    }

    /**
     * Removes a value; returns null if it is not in the set. Without memory for a {@link Departure} the value is
     * removed all the same, because otherwise it would count as leaked for ever.
     */
    Departure takeOut(Object value) {
        int hash = System.identityHashCode(value);
        Stripe stripe = stripe(hash);
        synchronized (stripe) {
            LiveObject object = stripe.find(value, hash);
            if (object == null) {
                return null;
            }
            try {
                return stripe.remove(object, false);
            } catch (OutOfMemoryError | StackOverflowError noRoom) {
                stripe.discard(object);
                return Departure.UNREPORTED;
            }
        }
    }

    /**
     * Removes an object of a weak profile whose value was collected.
     *
     * @return null if the object has left
     */
    Departure takeOutCollected(LiveObject object) {
        Stripe stripe = stripe(object.hash);
        synchronized (stripe) {
            return stripe.remove(object, true);
        }
    }

    /**
     * Replaces an object whose value was collected by a count for its site. Never called while a snapshot is taken, nor
     * by two threads at once: see {@link Profiles#processCollected(int)}.
     *
     * @return null if the object has left
     */
    Departure keepCollected(LiveObject object) {
        Site site = siteOf(object);
        if (site == null) {
            return null;
        }
        CollectedCount count = collected.of(site);
        Stripe stripe = stripe(object.hash);
        synchronized (stripe) {
            return stripe.moveTo(count, object);
        }
    }

    /** Returns the object's site, resolving it if necessary; null if the object has left. */
    private Site siteOf(LiveObject object) {
        Object where = where(object);
        return where == null || where instanceof Site ? (Site) where : object.resolve(where);
    }

    /**
     * Counts the live objects for a snapshot, stripe by stripe, and moves each stripe on to the snapshot's epoch.
     *
     * @param cut also receives the numbers of objects ever added and collected before their stripe was cut
     */
    void cut(int epoch, Cut cut) {
        for (Stripe stripe : stripes) {
            synchronized (stripe) {
                stripe.cut(epoch, cut);
                cut.added += stripe.added();
                cut.collected += stripe.collected();
            }
        }
        collected.cut(cut);
    }

    /** Returns where the object was added, as {@link Stripe} keeps it; null if the object has left. */
    Object where(LiveObject object) {
        Stripe stripe = stripe(object.hash);
        synchronized (stripe) {
            return stripe.where(object);
        }
    }

    /** Notes the site of an object; false if it already has one, or has left. */
    boolean resolve(LiveObject object, Site site) {
        Stripe stripe = stripe(object.hash);
        synchronized (stripe) {
            return stripe.resolve(object, site);
        }
    }

    private Stripe stripe(int hash) {
        // Fibonacci hashing: the stripe comes from the top bits, the bucket inside it from the bottom ones.
        return stripes[(hash * 0x9E3779B9) >>> Integer.numberOfLeadingZeros(STRIPES - 1)];
    }

    /** Returns a power of two, at least 4: several stripes per processor, so that threads seldom contend for one. */
    private static int stripes(int processors) {
        return Integer.highestOneBit(Math.min(Math.max(processors, 1) * 4, 64));
    }
}
