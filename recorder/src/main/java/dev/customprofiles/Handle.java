package dev.customprofiles;

/**
 * Stands in a profile for a resource that has no Java object of its own: native memory, a permit, a lease.
 * {@link Profile#track()} returns one; it is live until it is closed.
 *
 * <p>A handle that becomes garbage without {@link #close()} counts as collected, like any other value.
 *
 * @since 0.1
 */
public final class Handle implements AutoCloseable {

    /** Returned when there was no memory for a handle: it is in no profile, and closing it is a no-op. */
    static final Handle NONE = new Handle(null);

    private final Profile profile;

    Handle(Profile profile) {
        this.profile = profile;
    }

    /** Removes the handle from its profile. Any thread may call this; calls after the first are no-ops. */
    @Override
    public void close() {
        if (this != NONE) {
            profile.remove(this);
        }
    }
}
