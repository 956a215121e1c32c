package dev.customprofiles.agent;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;

/** The rules that come with the agent, a file each. */
final class Presets {

    static final List<String> NAMES = List.of("files", "sockets", "jdbc", "jdbc-statements", "executors", "buffers");

    /**
     * How the names of frames, {@code class.method}, begin under which the JDK opens something for itself: JFR's chunks, the jars of class
     * loaders, sources of randomness, the file that zip files of one path share, the executors that virtual threads and delays run on.
     */
    static final List<String> JDK_ITSELF = List.of(
            "jdk.jfr.",
            "jdk.internal.jrtfs.",
            "jdk.internal.loader.",
            "jdk.internal.module.",
            "java.lang.VirtualThread.<clinit>",
            "java.net.URLClassLoader.",
            "java.util.concurrent.CompletableFuture$Delayer.",
            "java.util.zip.ZipFile$Source.",
            "sun.security.provider.");

    private Presets() {}

    /** The text of a preset that exists. */
    static String text(String name) throws IOException {
        try (InputStream text = Presets.class
                .getClassLoader()
                .getResourceAsStream("dev/customprofiles/agent/presets/" + name + ".rules")) {
            return new String(text.readAllBytes(), StandardCharsets.UTF_8);
        }
    }
}
