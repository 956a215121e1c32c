package dev.customprofiles.agent;

import java.io.ByteArrayInputStream;
import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.jar.JarEntry;
import java.util.jar.JarFile;

/**
 * Loads what is in the folder {@code core/} of the agent's jar, where no other class loader finds it. Its parent is the platform class
 * loader, so it sees the JDK and nothing of the application.
 */
final class CoreLoader extends ClassLoader {

    private static final String FOLDER = "core/";

    static {
        registerAsParallelCapable();
    }

    /** What has not been loaded yet. Read at once, for the jar may be deleted after it was loaded into a running JVM. */
    private final Map<String, byte[]> contents = new ConcurrentHashMap<>();

    CoreLoader(File jar) throws IOException {
        super("customprofiles", ClassLoader.getPlatformClassLoader());
        try (JarFile file = new JarFile(jar)) {
            for (JarEntry entry : (Iterable<JarEntry>) file.stream()::iterator) {
                if (entry.getName().startsWith(FOLDER) && !entry.isDirectory()) {
                    contents.put(
                            entry.getName().substring(FOLDER.length()),
                            file.getInputStream(entry).readAllBytes());
                }
            }
        }
    }

    @Override
    protected Class<?> findClass(String name) throws ClassNotFoundException {
        byte[] bytes = contents.remove(name.replace('.', '/') + ".class");
        if (bytes == null) {
            throw new ClassNotFoundException(name);
        }
        return defineClass(name, bytes, 0, bytes.length);
    }

    @Override
    public InputStream getResourceAsStream(String name) {
        byte[] bytes = contents.get(name);
        return bytes == null ? super.getResourceAsStream(name) : new ByteArrayInputStream(bytes);
    }
}
