package dev.customprofiles;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import java.lang.ref.WeakReference;
import java.net.URL;
import java.net.URLClassLoader;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;

/** A captured stack refers to the classes on it, which may be all that keeps a value alive that these classes hold. */
class ClassUnloadingTest {

    private static final Duration PATIENCE = Duration.ofSeconds(60);

    /** Adds an object that its own class holds on to. */
    public static final class Plugin {

        private static Object pool;

        /** Called by reflection, in a copy of this class. */
        public static void start(Profile profile) {
            pool = new Plugin();
            profile.add(pool);
        }
    }

    @Test
    void aProgramThatAddsNoMoreAndIsNotRecordedLetsItsClassesGo() throws Exception {
        Profile profile = Profile.create("unloading.Idle");
        WeakReference<ClassLoader> plugin = load(profile);
        assertEquals(1, profile.count());

        Instant end = Instant.now().plus(PATIENCE);
        while (!plugin.refersTo(null)) {
            assertFalse(Instant.now().isAfter(end), "the class is still loaded");
            System.gc();
            profile.count(); // any call to the recorder after a collection
        }
        assertEquals(1, profile.count());
    }

    private static WeakReference<ClassLoader> load(Profile profile) throws Exception {
        URL[] classPath = {Plugin.class.getProtectionDomain().getCodeSource().getLocation()};
        ClassLoader loader = new URLClassLoader(classPath, Plugin.class.getClassLoader()) {
            @Override
            public Class<?> loadClass(String name) throws ClassNotFoundException {
                return name.equals(Plugin.class.getName()) ? findClass(name) : super.loadClass(name);
            }
        };
        Class.forName(Plugin.class.getName(), true, loader)
                .getMethod("start", Profile.class)
                .invoke(null, profile);
        return new WeakReference<>(loader);
    }
}
