package dev.customprofiles;

/**
 * What is known of an object that has just left its profile.
 *
 * @param epoch the number of the latest snapshot, which may have counted the object
 * @param where as {@link Stripe} has it
 */
record Removal(LiveObject object, int epoch, Object where, long weight, long addedNanos) {

    /** The id of the row under which a snapshot counted the object; 0 if none did. */
    long site() {
        if (epoch == object.epoch) {
            return 0;
        }
        return where instanceof Site site ? site.id : Sites.site(object.profile, where, object.label).id;
    }
}
