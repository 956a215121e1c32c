package dev.customprofiles.heap;

import dev.customprofiles.Profile;
import java.util.ArrayList;
import java.util.List;

/** An application that a class loader of its own has loaded, with its copy of the recorder. */
public final class Undeployed {

    private static final List<Object> OPEN = new ArrayList<>();

    private Undeployed() {}

    /** Opens two things, and has a profile that the other copy of the recorder has too. */
    public static void start() {
        Profile profile = Profile.create("undeployed");
        for (int i = 0; i < 2; i++) {
            Object open = new byte[100];
            profile.add(open);
            OPEN.add(open);
        }
        Object other = new Object();
        Profile.create("array").add(other);
        OPEN.add(other);
    }
}
