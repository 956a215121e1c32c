package dev.customprofiles.benchmarks.agent;

import java.io.IOException;
import java.io.OutputStream;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;
import java.util.stream.Stream;
import javax.tools.ToolProvider;

/**
 * A program that loads classes and ends: {@code Starting JAR CLASSES}. With 0 classes it is a hello world. Half of the classes
 * have a method {@code close}, so that an agent has to find out what they are.
 */
public final class Starting {

    private Starting() {}

    public static void main(String[] args) throws Exception {
        int classes = Integer.parseInt(args[1]);
        int loaded = 0;
        if (classes > 0) {
            try (URLClassLoader loader =
                    new URLClassLoader(new URL[] {Path.of(args[0]).toUri().toURL()})) {
                for (int i = 0; i < classes; i++) {
                    loaded += Class.forName("made.Class" + i, true, loader) == null ? 0 : 1;
                }
            }
        }
        System.out.println("hello from " + loaded + " classes");
    }

    /** Writes a jar with that many classes. */
    static void makeJar(Path jar, int classes) throws IOException {
        Path folder = Files.createTempDirectory("starting");
        try {
            List<String> command = new ArrayList<>(List.of("-nowarn", "-g:none", "-d", folder.toString()));
            for (int i = 0; i < classes; i++) {
                Path source = folder.resolve("Class" + i + ".java");
                String parent = i % 10 == 0 ? "" : " extends Class" + (i - 1);
                String method = i % 2 == 0 ? "close" : "open";
                Files.writeString(
                        source,
                        "package made;\npublic class Class" + i + parent + " implements Runnable { int x" + i
                                + "; public void run() { x" + i + "++; } public void " + method
                                + "() { run(); } public String toString() { return \"" + i + "\" + x" + i + "; } }\n");
                command.add(source.toString());
            }
            int exitCode = ToolProvider.getSystemJavaCompiler().run(null, null, null, command.toArray(new String[0]));
            if (exitCode != 0) {
                throw new IOException("javac failed with exit code " + exitCode);
            }
            try (OutputStream out = Files.newOutputStream(jar);
                    JarOutputStream entries = new JarOutputStream(out);
                    Stream<Path> files = Files.walk(folder.resolve("made"))) {
                for (Path file : files.filter(Files::isRegularFile).toList()) {
                    entries.putNextEntry(new JarEntry("made/" + file.getFileName()));
                    Files.copy(file, entries);
                    entries.closeEntry();
                }
            }
        } finally {
            dev.customprofiles.benchmarks.Command.delete(folder);
        }
    }
}
