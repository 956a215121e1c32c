package dev.customprofiles.benchmarks.liveset;

import dev.customprofiles.Profile;
import dev.customprofiles.benchmarks.Application;
import java.io.IOException;

/** A live set that stays: objects added from several sites in turn. */
final class Kept {

    /** Frames of each stack. */
    static final int FRAMES = 30;

    final Profile profile;
    final Object[] objects;

    /** Makes the objects; none is in the profile yet. */
    Kept(Profile profile, int size) {
        this.profile = profile;
        this.objects = new Object[size];
        for (int i = 0; i < size; i++) {
            objects[i] = new Object();
        }
    }

    void addAll(int sites) throws IOException, ReflectiveOperationException {
        try (Application application = new Application(FRAMES)) {
            for (int i = 0; i < objects.length; i++) {
                Object value = objects[i];
                application.call(i % sites, () -> profile.add(value));
            }
        }
    }

    void removeAll() {
        for (Object value : objects) {
            profile.remove(value);
        }
    }

    /** Bytes of the heap that are in use once the garbage is gone. */
    static long heapInUse() throws InterruptedException {
        long used = Long.MAX_VALUE;
        for (int i = 0; i < 4; i++) {
            System.gc();
            Thread.sleep(50); // for references that the collector has handed over
            used = Math.min(
                    used,
                    Runtime.getRuntime().totalMemory() - Runtime.getRuntime().freeMemory());
        }
        return used;
    }
}
