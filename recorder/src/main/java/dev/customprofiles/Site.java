package dev.customprofiles;

import java.util.Objects;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * A place where live objects were added: a stack, with the label and class of the objects. Sites are interned and
 * shared by their objects. They hold only strings, so they keep no class loaded.
 */
final class Site {

    /** Stack of the site that is shared by objects for whose own sites there was no room. */
    private static final StackTraceElement[] OVERFLOW = {pseudoFrame("[site not kept: too many sites]")};

    final String profile;
    final StackTraceElement[] frames;
    final boolean truncated;
    final String label;
    final String objectClass;

    /** Number of live objects that refer to this site. */
    final AtomicInteger objects = new AtomicInteger();

    /** The next site of the same bucket; guarded by the table of {@link Sites}. */
    Site next;

    /** The cut in progress and its row for this site; accessed by the snapshot's thread only. */
    Cut cut;

    SiteCount row;

    final int hash;
    private long id;

    Site(String profile, StackTraceElement[] frames, boolean truncated, String label, String objectClass) {
        this.profile = profile;
        this.frames = frames;
        this.truncated = truncated;
        this.label = label;
        this.objectClass = objectClass;
        this.hash = contentHash();
    }

    static Site overflow(String profile) {
        return new Site(profile, OVERFLOW, false, null, null);
    }

    /** Returns a frame that is not a method but describes what is missing. */
    static StackTraceElement pseudoFrame(String text) {
        return new StackTraceElement("", text, null, -1);
    }

    /**
     * Returns a positive hash of the whole content. The same site has the same id in every snapshot, even if it was
     * dropped in between, and in every run of the program.
     */
    long id() {
        if (id == 0) { // racy, but every thread computes the same
            long mixed = mix(mix(0, profile), label);
            mixed = mix(mixed, objectClass);
            mixed = mix(mixed, truncated ? 1 : 0);
            for (StackTraceElement frame : frames) {
                mixed = mix(mix(mixed, frame.getClassName()), frame.getMethodName());
                mixed = mix(mixed, frame.getLineNumber());
            }
            id = Math.max(1, mixed & Long.MAX_VALUE);
        }
        return id;
    }

    /** Mixes in the length too, so that moving characters from one string to the next changes the hash. */
    private static long mix(long state, String text) {
        if (text == null) {
            return mix(state, -1);
        }
        long mixed = mix(state, text.length());
        for (int i = 0; i < text.length(); i++) {
            mixed = (mixed ^ text.charAt(i)) * 0x100000001B3L;
        }
        return mix(mixed, 0);
    }

    /** One round of a 64-bit multiply-and-shift hash: every bit of both inputs reaches every bit of the result. */
    private static long mix(long state, long value) {
        long mixed = (state ^ value) * 0x9E3779B97F4A7C15L;
        mixed = (mixed ^ (mixed >>> 32)) * 0xD6E8FEB86659FD93L;
        return mixed ^ (mixed >>> 29);
    }

    /** Hash for the table; cheap, because strings cache theirs. */
    private int contentHash() {
        int mixed = 31 * profile.hashCode() + Objects.hashCode(label);
        mixed = 31 * mixed + Objects.hashCode(objectClass);
        for (StackTraceElement frame : frames) {
            mixed = 31 * mixed + frame.getMethodName().hashCode();
            mixed = 31 * mixed + frame.getClassName().hashCode();
            mixed = 31 * mixed + frame.getLineNumber();
        }
        return mixed ^ (mixed >>> 16);
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Site site
                && hash == site.hash
                && truncated == site.truncated
                && profile.equals(site.profile)
                && Objects.equals(label, site.label)
                && Objects.equals(objectClass, site.objectClass)
                && haveSameFrames(frames, site.frames);
    }

    /** Compares only what {@link #id} is computed from: class, method and line, but neither class loader nor module. */
    private static boolean haveSameFrames(StackTraceElement[] one, StackTraceElement[] other) {
        if (one.length != other.length) {
            return false;
        }
        for (int i = 0; i < one.length; i++) {
            if (one[i].getLineNumber() != other[i].getLineNumber()
                    || !one[i].getMethodName().equals(other[i].getMethodName())
                    || !one[i].getClassName().equals(other[i].getClassName())) {
                return false;
            }
        }
        return true;
    }

    @Override
    public int hashCode() {
        return hash;
    }
}
