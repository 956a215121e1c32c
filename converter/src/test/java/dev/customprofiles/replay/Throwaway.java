package dev.customprofiles.replay;

import dev.customprofiles.Profile;

/** A class that is loaded by a loader of its own and is on the stack when it adds. */
public final class Throwaway {

    private static Object held;

    private Throwaway() {}

    /** Adds an object of this class, whose class keeps it or not. */
    public static void add(Profile profile, boolean holding) {
        Object value = new Throwaway();
        profile.add(value);
        if (holding) {
            held = value;
        } else if (held != null) {
            throw new AssertionError("loaded twice");
        }
    }
}
