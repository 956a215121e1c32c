package dev.customprofiles;

/**
 * An object that was just removed or collected.
 *
 * @param epoch the number of the latest snapshot, which may have counted the object
 * @param where where the object was added: a {@link Site}, a {@link Capture} or a class name, as in {@link Stripe}
 */
record Departure(LiveObject object, int epoch, Object where, long weight, long addedNanos) {

    /** Stands for an object that was removed when there was no memory for a departure. */
    static final Departure UNREPORTED = new Departure(null, 0, null, 0, 0);

    /** Returns the id of the row under which a snapshot counted the object; 0 if none did. */
    long site() {
        if (epoch == object.epoch) {
            return 0;
        }
        return where instanceof Site site
                ? site.id()
                : Sites.describe(object.profile, where, object.label).id();
    }
}
