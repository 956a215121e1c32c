package dev.customprofiles.agent;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.regex.Pattern;

/** The rules that come with the agent, a file each. */
final class Presets {

    static final List<String> NAMES = List.of("files", "sockets", "jdbc", "jdbc-statements", "executors", "buffers");

    /**
     * What the JDK opens for itself: JFR's chunks, the jars of class loaders, sources of randomness, and what this agent reads. The
     * names are those of frames, {@code class.method}.
     */
    static final Pattern JDK_ITSELF = Pattern.compile(
            "^(jdk\\.jfr\\.|jdk\\.internal\\.jrtfs\\.|jdk\\.internal\\.loader\\."
                    + "|java\\.net\\.URLClassLoader\\.|sun\\.security\\.provider\\.|sun\\.instrument\\.|jdk\\.internal\\.module\\.)");

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
