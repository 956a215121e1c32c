package dev.customprofiles;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.lang.ref.ReferenceQueue;
import java.lang.ref.WeakReference;

/**
 * One object of a profile: the weak reference to it and what was said when it was added, in a single Java object so that
 * a long-lived entry is small.
 */
final class LiveObject extends WeakReference<Object> {

    private static final VarHandle WHERE;

    static {
        try {
            WHERE = MethodHandles.lookup().findVarHandle(LiveObject.class, "where", Object.class);
        } catch (ReflectiveOperationException impossible) {
            throw new ExceptionInInitializerError(impossible);
        }
    }

    final Profile profile;
    final long id;
    final int hash;
    /** The number of the snapshot after which the object was added. */
    final int epoch;

    final long addedNanos;
    final long weight;
    final String label;

    /**
     * A {@link Capture} or, for want of one, the name of the object's class; a {@link Site} once somebody needed to know;
     * null when the object has left.
     */
    private volatile Object where;

    /** The next entry of the same bucket; guarded by the stripe. */
    LiveObject next;

    /** Where the stripe's columns have the entry, -1 if it has left; guarded by the stripe. */
    int place;

    /** @param addedNanos by {@link System#nanoTime()} */
    LiveObject(
            Object value,
            ReferenceQueue<Object> queue,
            Profile profile,
            long id,
            int hash,
            int epoch,
            long addedNanos,
            long weight,
            String label,
            Object where) {
        super(value, queue);
        this.profile = profile;
        this.id = id;
        this.hash = hash;
        this.epoch = epoch;
        this.addedNanos = addedNanos;
        this.weight = weight;
        this.label = label;
        WHERE.set(this, where);
    }

    Object where() {
        return where;
    }

    /** Finds the object's site out, if nobody has and the object has not left. */
    void resolve() {
        Object known = where;
        if (known != null && !(known instanceof Site)) {
            Site site = Sites.acquire(Sites.site(profile, known, label), 1);
            if (!resolveTo(site)) {
                Sites.release(site);
            }
        }
    }

    /** Takes a site as the object's; false if it has one already, or has left. */
    boolean resolveTo(Site site) {
        Object known = where;
        if (known == null || known instanceof Site || !WHERE.compareAndSet(this, known, site)) {
            return false;
        }
        profile.resolved(this, site);
        return true;
    }

    /**
     * Says that the object leaves the set. Called once, by whoever took the entry out of its stripe.
     *
     * @param counted whether a snapshot has counted the object
     * @return the id of the site that it was counted under; 0 if it was not
     */
    long leave(boolean counted) {
        Object known = WHERE.getAndSet(this, null);
        if (known instanceof Site site) {
            Sites.release(site);
            return counted ? site.id : 0;
        }
        return counted ? Sites.site(profile, known, label).id : 0;
    }
}
