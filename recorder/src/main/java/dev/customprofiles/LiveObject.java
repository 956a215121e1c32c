package dev.customprofiles;

import java.lang.ref.ReferenceQueue;
import java.lang.ref.WeakReference;

/**
 * One object of a profile: the weak reference to its value, and its identity, in a single Java object to save memory.
 * The data that snapshots count is in the columns of its {@link Stripe}.
 */
final class LiveObject extends WeakReference<Object> {

    final Profile profile;
    final long id;
    final int hash;
    /** The number of the snapshot after which the object was added. */
    final int epoch;

    final String label;

    /** The next object of the same bucket; guarded by the stripe. */
    LiveObject next;

    /** Index into the stripe's columns, -1 once the object has left; guarded by the stripe. */
    int place;

    /** The next object in the list of those whose processing failed; guarded by the lock of {@link Profiles}. */
    LiveObject nextFailed;

    LiveObject(
            Object value, ReferenceQueue<Object> queue, Profile profile, long id, int hash, int epoch, String label) {
        super(value, queue);
        this.profile = profile;
        this.id = id;
        this.hash = hash;
        this.epoch = epoch;
        this.label = label;
    }

    /** Reads the object's stack and notes its site, unless that was done before or the object has left. */
    void resolve() {
        // Racy pre-check, because most objects have left by now: none re-enters, and the stripe checks again under its
        // lock.
        if (place >= 0 && profile.objects().where(this) instanceof Capture capture) {
            resolve(capture);
        }
    }

    /** Reads the stack and notes the site. Returns the site even if the object has left meanwhile. */
    Site resolve(Object where) {
        Site site = Sites.acquire(Sites.describe(profile, where, label));
        boolean isNoted = false;
        try {
            isNoted = profile.objects().resolve(this, site);
        } finally {
            if (!isNoted) {
                Sites.release(site);
            }
        }
        return site;
    }
}
