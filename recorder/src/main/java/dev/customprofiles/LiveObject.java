package dev.customprofiles;

import java.lang.ref.ReferenceQueue;
import java.lang.ref.WeakReference;

/**
 * One object of a profile: the weak reference to it and who it is, in a single Java object so that a long-lived one is
 * small. What snapshots count of it is in the columns of its {@link Stripe}.
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

    /** Where the stripe's columns have the object, -1 once it has left; guarded by the stripe. */
    int place;

    LiveObject(
            Object value, ReferenceQueue<Object> queue, Profile profile, long id, int hash, int epoch, String label) {
        super(value, queue);
        this.profile = profile;
        this.id = id;
        this.hash = hash;
        this.epoch = epoch;
        this.label = label;
    }

    /** Finds the object's site out, if nobody has and the object has not left. */
    void resolve() {
        // Read without the lock, for most have left; nobody comes back, and the lock has the last word on the others.
        Capture capture = place < 0 ? null : profile.capture(this);
        if (capture != null) {
            resolve(capture);
        }
    }

    /** Reads the stack and notes the site, which is returned also if the object has left meanwhile. */
    Site resolve(Capture capture) {
        Site site = Sites.acquire(Sites.site(profile, capture, label), 1);
        if (!profile.resolve(this, site)) {
            Sites.release(site);
        }
        return site;
    }
}
