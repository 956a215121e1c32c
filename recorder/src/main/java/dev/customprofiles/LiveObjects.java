package dev.customprofiles;

/** The live objects of one profile, in stripes. Those whose value was collected are only counted, by site. */
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

    /** Puts a value into the set; null if it is there. */
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

    /** Lets the object wait for its stack to be read. If that fails, the next snapshot reads it. */
    private static void offer(LiveObject object, long now) {
        try {
            WaitingCaptures.offer(object, now);
        } catch (Throwable failure) { // the object is in the set all the same, and its adding is yet to be recorded
            return;
        }
    }

    /**
     * Takes a value out of the set; null if it is not in it. Where there is no memory to say what left, it leaves all the
     * same: it would count as leaked for ever.
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
     * Takes out an object of a weak profile whose value was collected.
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
     * Counts by its site alone, from now on, an object whose value was collected. Never called while a snapshot is taken, nor
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

    /** The object's site, which is found out if it is not known yet; null if the object has left. */
    private Site siteOf(LiveObject object) {
        Object where = where(object);
        return where == null || where instanceof Site ? (Site) where : object.resolve(where);
    }

    /**
     * Counts the live objects for a snapshot, stripe by stripe, and moves each stripe on to the snapshot's epoch.
     *
     * @param cut takes also how many objects were ever added and collected before their stripe's cut
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

    /** Where the object was added, as {@link Stripe} has it; null if the object has left. */
    Object where(LiveObject object) {
        Stripe stripe = stripe(object.hash);
        synchronized (stripe) {
            return stripe.where(object);
        }
    }

    /** Notes the site of an object that had none; false if it has one already, or has left. */
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

    /** A power of two, at least 2, so that as many threads as there are processors seldom want the same one. */
    private static int stripes(int processors) {
        return Integer.highestOneBit(Math.min(Math.max(processors, 1) * 4, 64));
    }
}
