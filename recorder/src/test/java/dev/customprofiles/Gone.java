package dev.customprofiles;

import java.lang.ref.Reference;

/** Objects whose value is collected at once, without a garbage collector. */
final class Gone {

    private Gone() {}

    /** Adds an object and puts it into the queue of collected ones. */
    static void add(Profile profile, long weight, String label, Object where) {
        Object value = new Object();
        if (!profile.objects().insert(value, weight, label, where).enqueue()) {
            throw new IllegalStateException("not enqueued");
        }
        Reference.reachabilityFence(value); // or the collector might be first
    }
}
