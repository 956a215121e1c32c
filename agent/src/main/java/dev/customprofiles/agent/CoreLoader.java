package dev.customprofiles.agent;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;

/**
 * Loads what is in the folder {@code core/} of the agent's jar, where no other class loader finds it. Its parent is the platform class
 * loader, so it sees the JDK and nothing of the application.
 */
final class CoreLoader extends ClassLoader {

    private static final String FOLDER = "core/";

    static {
        registerAsParallelCapable();
    }

    /** The entries that have not been loaded yet. */
    private final Map<String, byte[]> contents = new ConcurrentHashMap<>();

    /** @param jar the bytes of the agent's jar */
    CoreLoader(byte[] jar) throws IOException {
        super("customprofiles", ClassLoader.getPlatformClassLoader());
        try (ZipInputStream entries = new ZipInputStream(new ByteArrayInputStream(jar))) {
            for (ZipEntry entry = entries.getNextEntry(); entry != null; entry = entries.getNextEntry()) {
                if (entry.getName().startsWith(FOLDER) && !entry.isDirectory()) {
                    contents.put(entry.getName().substring(FOLDER.length()), entries.readAllBytes());
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
