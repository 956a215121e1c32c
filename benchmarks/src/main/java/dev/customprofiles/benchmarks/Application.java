package dev.customprofiles.benchmarks;

import java.io.IOException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import javax.tools.JavaCompiler;
import javax.tools.ToolProvider;

/**
 * An application with stacks like those of real ones: thousands of methods that call each other in many ways. Its
 * sources are generated and compiled when it is created. A few loops in one class would give stacks of few distinct
 * frames, which cost a snapshot little.
 */
public final class Application implements AutoCloseable {

    /** Entry point of the generated classes. */
    public interface Entry {
        /**
         * Calls down to a depth and runs the leaf there.
         *
         * @param choices two bits per call, lowest first, that choose one of four lines to make it
         */
        void call(int depth, long choices, Runnable leaf);
    }

    private static final int CLASSES = 100;
    private static final int METHODS = 20;
    private static final int LINES = 4;

    /** Maximum number of frames whose choices fit a long. */
    private static final int DEEPEST = 32;

    /** Number of variants of the outer half of a stack: requests enter an application at few points. */
    private static final int ENTRANCES = 16;

    private final Path folder;
    private final URLClassLoader loader;
    private final Entry entry;
    /** Calls between the entry and the leaf. */
    private final int depth;

    /** @param frames of a stack in all, from the thread's first method to the leaf, if one method is between the
     *     former and {@link #call(int, Runnable)}; at most about 30 */
    public Application(int frames) throws IOException, ReflectiveOperationException {
        folder = Files.createTempDirectory("application");
        compile();
        loader = new URLClassLoader(new URL[] {folder.toUri().toURL()});
        entry = (Entry) loader.loadClass("com.example.Main").getConstructor().newInstance();
        int[] outermost = new int[1];
        Thread probe = new Thread(() -> call(0, 0, () -> outermost[0] = depthHere()));
        probe.start();
        try {
            probe.join();
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
        depth = frames - outermost[0];
        if (depth < 1 || depth > DEEPEST) {
            throw new IllegalArgumentException("no stack of " + frames + " frames");
        }
    }

    /** Runs the leaf at the end of a stack, always the same one for the same site. */
    public void call(int site, Runnable leaf) {
        call(depth, site, leaf);
    }

    private void call(int calls, int site, Runnable leaf) {
        long outer = new SplittableRandom(site % ENTRANCES).nextLong() & 0x3FFF_FFFFL;
        long inner = new SplittableRandom(ENTRANCES + site).nextLong();
        entry.call(calls, outer | inner << 30, leaf);
    }

    /** The stack's depth in the caller, all frames counted. */
    private static int depthHere() {
        return new Throwable().getStackTrace().length - 1;
    }

    private void compile() throws IOException {
        SplittableRandom random = new SplittableRandom(1);
        Path sources = Files.createDirectories(folder.resolve("com/example"));
        List<String> files = new ArrayList<>();
        for (int i = 0; i < CLASSES; i++) {
            StringBuilder text = new StringBuilder("package com.example;\nfinal class " + className(i) + " {\n");
            for (int j = 0; j < METHODS; j++) {
                text.append("    static void process").append(j).append("(int depth, long choices, Runnable leaf) {\n");
                text.append("        if (depth == 0) { leaf.run(); return; }\n        switch ((int) choices & 3) {\n");
                for (int k = 0; k < LINES; k++) {
                    String callee = className(random.nextInt(CLASSES)) + ".process" + random.nextInt(METHODS);
                    text.append("            case ").append(k).append(": ").append(callee);
                    text.append("(depth - 1, choices >>> 2, leaf); return;\n");
                }
                text.append("        }\n    }\n");
            }
            files.add(write(
                    sources.resolve(className(i) + ".java"), text.append("}\n").toString()));
        }
        files.add(write(
                sources.resolve("Main.java"),
                "package com.example;\npublic final class Main implements " + Entry.class.getCanonicalName() + " {\n"
                        + "    public void call(int depth, long choices, Runnable leaf) {\n        " + className(0)
                        + ".process0(depth, choices, leaf);\n    }\n}\n"));
        JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
        List<String> arguments = new ArrayList<>(List.of(
                "-proc:none", "-nowarn", "-g", "-d", folder.toString(), "-cp", System.getProperty("java.class.path")));
        arguments.addAll(files);
        if (compiler.run(null, null, null, arguments.toArray(String[]::new)) != 0) {
            throw new IOException("the generated application does not compile");
        }
    }

    private static String className(int number) {
        return List.of("Order", "Customer", "Invoice", "Session").get(number % 4) + "Service" + number;
    }

    private static String write(Path file, String text) throws IOException {
        return Files.writeString(file, text).toString();
    }

    @Override
    public void close() throws IOException {
        loader.close();
        Command.delete(folder);
    }
}
