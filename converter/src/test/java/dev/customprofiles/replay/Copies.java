package dev.customprofiles.replay;

import java.io.File;
import java.net.MalformedURLException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Runs a random history in each of several class loaders, as web applications with the recorder in each do: profiles of one name,
 * copies of the recorder that know nothing of one another. The arguments are the number of copies and those of {@link
 * RandomHistory}.
 */
final class Copies {

    /** Loads this project's classes itself, even if the parent has them. */
    private static final class Application extends URLClassLoader {

        Application(URL[] classPath) {
            super(classPath, Copies.class.getClassLoader());
        }

        @Override
        protected Class<?> loadClass(String name, boolean resolve) throws ClassNotFoundException {
            synchronized (getClassLoadingLock(name)) {
                Class<?> loaded = findLoadedClass(name);
                if (loaded != null) {
                    return loaded;
                }
                return name.startsWith("dev.customprofiles.") ? findClass(name) : super.loadClass(name, resolve);
            }
        }
    }

    private Copies() {}

    public static void main(String[] arguments) throws Exception {
        List<Thread> threads = new ArrayList<>();
        List<Throwable> failures = new ArrayList<>();
        for (int copy = 0; copy < Integer.parseInt(arguments[0]); copy++) {
            String[] own = Arrays.copyOfRange(arguments, 1, arguments.length + 1);
            own[0] += copy; // another seed
            own[own.length - 1] = copy == 0 ? "rotate" : "none";
            Class<?> history = new Application(classPath()).loadClass(RandomHistory.class.getName());
            Thread thread = new Thread(() -> {
                try {
                    history.getMethod("main", String[].class).invoke(null, (Object) own);
                } catch (ReflectiveOperationException failure) {
                    failures.add(failure);
                }
            });
            threads.add(thread);
            thread.start();
        }
        for (Thread thread : threads) {
            thread.join();
        }
        if (!failures.isEmpty()) {
            throw new AssertionError(failures.get(0));
        }
    }

    private static URL[] classPath() throws MalformedURLException {
        List<URL> urls = new ArrayList<>();
        for (String entry : System.getProperty("java.class.path").split(File.pathSeparator)) {
            urls.add(Path.of(entry).toUri().toURL());
        }
        return urls.toArray(new URL[0]);
    }
}
