package dev.customprofiles;

import java.util.Arrays;
import java.util.Objects;

/**
 * Where live objects were added: a stack, with the label and class of the objects. One per distinct content, shared by
 * all its objects, and holding strings only, so that it keeps no class loaded.
 */
final class Site {

    final String profile;
    final StackTraceElement[] frames;
    final boolean truncated;
    final String label;
    final String objectClass;

    /**
     * Positive, and computed from the content: the same site has the same id in every snapshot, also when it was
     * forgotten meanwhile, and in every run of the program.
     */
    final long id;

    private final int hash;

    /** How many live objects refer to this site; guarded by the table of {@link Sites}. */
    int objects;

    /** What the snapshot that is being taken has counted so far; touched by the snapshot's thread only. */
    final LiveCount counted = new LiveCount();

    Site(String profile, StackTraceElement[] frames, boolean truncated, String label, String objectClass) {
        this.profile = profile;
        this.frames = frames;
        this.truncated = truncated;
        this.label = label;
        this.objectClass = objectClass;
        this.id = id();
        this.hash = Long.hashCode(id);
    }

    private long id() {
        long mixed = mix(profile.hashCode(), Objects.hashCode(label));
        mixed = mix(mixed, Objects.hashCode(objectClass));
        mixed = mix(mixed, truncated ? 1 : 0);
        for (StackTraceElement frame : frames) {
            mixed = mix(mixed, frame.getClassName().hashCode());
            mixed = mix(mixed, frame.getMethodName().hashCode());
            mixed = mix(mixed, frame.getLineNumber());
        }
        return Math.max(1, mixed & Long.MAX_VALUE);
    }

    /** One round of a 64-bit multiply-and-shift hash: every bit of both inputs reaches every bit of the result. */
    private static long mix(long state, long value) {
        long mixed = (state ^ value) * 0x9E3779B97F4A7C15L;
        mixed = (mixed ^ (mixed >>> 32)) * 0xD6E8FEB86659FD93L;
        return mixed ^ (mixed >>> 29);
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Site site
                && id == site.id
                && truncated == site.truncated
                && profile.equals(site.profile)
                && Objects.equals(label, site.label)
                && Objects.equals(objectClass, site.objectClass)
                && Arrays.equals(frames, site.frames);
    }

    @Override
    public int hashCode() {
        return hash;
    }
}
