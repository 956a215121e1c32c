package dev.customprofiles.agent;

import java.io.IOException;
import java.net.URI;
import java.net.URL;
import java.net.URLClassLoader;

/**
 * Two applications in class loaders that look at their own path first, each with its own copy of {@link TenantProgram}, of {@link Library} and of
 * the recorder.
 */
final class LoadersProgram {

    private LoadersProgram() {}

    public static void main(String[] arguments) throws Exception {
        URL[] path = {
            URI.create(System.getProperty("classes")).toURL(),
            URI.create(System.getProperty("recorder")).toURL()
        };
        Class<?> first = new ChildFirst(path).loadClass(TenantProgram.class.getName());
        Class<?> second = new ChildFirst(path).loadClass(TenantProgram.class.getName());
        if (first == second) {
            throw new IllegalStateException("one class for two applications");
        }
        Rounds.run(() -> {
            round(first, 5);
            round(second, 7);
        });
    }

    private static void round(Class<?> application, int times) throws ReflectiveOperationException, IOException {
        ((Runnable) application.getMethod("of", int.class).invoke(null, times)).run();
    }

    private static final class ChildFirst extends URLClassLoader {
        ChildFirst(URL[] path) {
            super(path, ClassLoader.getPlatformClassLoader());
        }

        @Override
        protected Class<?> loadClass(String name, boolean resolve) throws ClassNotFoundException {
            synchronized (getClassLoadingLock(name)) {
                Class<?> loaded = findLoadedClass(name);
                if (loaded == null && !name.startsWith("java.") && !name.startsWith("jdk.")) {
                    loaded = findClass(name);
                }
                return loaded == null ? super.loadClass(name, resolve) : loaded;
            }
        }
    }
}
