package dev.customprofiles;

/**
 * One object of a profile that has no Java object of its own to stand for it: a native resource, a permit, a lease.
 * Comes from {@link Profile#track()}; being live is being open.
 *
 * <p>A handle that is dropped without {@link #close()} counts as collected, as any value does.
 */
public final class Handle implements AutoCloseable {

    /** Stands for a handle that there was no memory for: it is in no profile, and closing it is a no-op. */
    static final Handle NONE = new Handle(null);

    private final Profile profile;

    Handle(Profile profile) {
        this.profile = profile;
    }

    /** Removes the handle from its profile. Any thread may call; every call but the first is a no-op. */
    @Override
    public void close() {
        if (this != NONE) {
            profile.remove(this);
        }
    }
}
