package dev.customprofiles.agent;

import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.lang.instrument.ClassFileTransformer;
import java.lang.instrument.Instrumentation;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.ProtectionDomain;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.jar.Attributes;
import java.util.jar.JarOutputStream;
import java.util.jar.Manifest;
import java.util.zip.ZipEntry;

/** Another agent: writes the class files that the JVM has of some loaded classes. */
public final class CaptureAgent {

    private CaptureAgent() {}

    /** The jar of this agent. */
    static Path jar(Path folder) throws IOException {
        Manifest manifest = new Manifest();
        manifest.getMainAttributes().put(Attributes.Name.MANIFEST_VERSION, "1.0");
        manifest.getMainAttributes().putValue("Agent-Class", CaptureAgent.class.getName());
        manifest.getMainAttributes().putValue("Can-Retransform-Classes", "true");
        Path jar = folder.resolve("capture.jar");
        try (JarOutputStream out = new JarOutputStream(Files.newOutputStream(jar), manifest)) {
            for (Class<?> type : new Class<?>[] {CaptureAgent.class, Capture.class}) {
                String entry = type.getName().replace('.', '/') + ".class";
                out.putNextEntry(new ZipEntry(entry));
                try (InputStream bytes = type.getClassLoader().getResourceAsStream(entry)) {
                    bytes.transferTo(out);
                }
            }
        }
        return jar;
    }

    /** What was written into a folder, by the class's name. */
    static Map<String, byte[]> captured(Path folder) throws IOException {
        Map<String, byte[]> captured = new TreeMap<>();
        for (File file : folder.toFile().listFiles()) {
            captured.put(file.getName(), Files.readAllBytes(file.toPath()));
        }
        return captured;
    }

    /** @param arguments a folder, and the classes' names, separated by commas */
    public static void agentmain(String arguments, Instrumentation instrumentation) throws Exception {
        String[] parts = arguments.split(",");
        Capture capture = new Capture();
        instrumentation.addTransformer(capture, true);
        for (int i = 1; i < parts.length; i++) {
            instrumentation.retransformClasses(Class.forName(parts[i]));
        }
        instrumentation.removeTransformer(capture);
        for (int i = 1; i < parts.length; i++) {
            Files.write(Path.of(parts[0], parts[i]), capture.bytes.get(parts[i].replace('.', '/')));
        }
    }

    private static final class Capture implements ClassFileTransformer {
        private final Map<String, byte[]> bytes = new ConcurrentHashMap<>();

        @Override
        public byte[] transform(
                ClassLoader loader, String name, Class<?> redefined, ProtectionDomain domain, byte[] content) {
            bytes.put(name, content);
            return null;
        }
    }
}
