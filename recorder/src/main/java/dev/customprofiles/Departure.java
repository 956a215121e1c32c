package dev.customprofiles;

/**
 * What is known of an object that was just removed or collected.
 *
 * @param epoch the number of the latest snapshot, which may have counted the object
 * @param where as {@link Stripe} has it
 */
record Departure(LiveObject object, int epoch, Object where, long weight, long addedNanos) {

    /** Of an object that was removed when there was no memory to say more. */
    static final Departure UNREPORTED = new Departure(null, 0, null, 0, 0);

    /** The id of the row under which a snapshot counted the object; 0 if none did. */
    long site() {
        if (epoch == object.epoch) {
            return 0;
        }
        return where instanceof Site site
                ? site.id()
                : Sites.describe(object.profile, where, object.label).id();
    }
}
