package dev.customprofiles.builtin;

import dev.customprofiles.reader.Chunk;
import dev.customprofiles.reader.ChunkReader;
import dev.customprofiles.reader.EventSelection;
import dev.customprofiles.reader.Recording;
import java.io.IOException;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A recorded JVM, as {@code jdk.JVMInformation} describes it.
 *
 * @param name such as {@code OpenJDK 64-Bit Server VM}; null if absent
 * @param version such as {@code 17.0.15+6}; null if absent
 * @param pid its process id, in its own namespace
 * @param application the main class, module or jar; null if absent. Without arguments, because they may be secret
 * @param startNanos start time in nanoseconds since the epoch; 0 if absent
 */
public record RecordedJvm(String name, String version, long pid, String application, long startNanos) {

    private static final EventSelection INFORMATION =
            EventSelection.of("jdk.JVMInformation", "jvmName", "jvmVersion", "pid", "javaArguments", "jvmStartTime");

    /**
     * HotSpot writes the name, the VM release, the platform, the Java version and the compiler, with the versions in
     * parentheses. Some names have parentheses too: {@code Java HotSpot(TM) 64-Bit Server VM (25.192-b12) for
     * linux-amd64 JRE (1.8.0_192-b12), ...}. Azul puts its own version before Java's:
     * {@code JRE (Zulu 8.70.0.23-CA-linux64) (1.8.0_372-b07)}.
     */
    private static final Pattern JAVA = Pattern.compile("\\bJRE(?: \\([^()]*\\))? \\(([^()]+)\\)");

    /** Falls back to the VM release, which equals the Java version from JDK 9 on. */
    private static final Pattern RELEASE = Pattern.compile("\\(([^()]+)\\) for ");

    /** async-profiler writes only the version. */
    private static final Pattern BARE = Pattern.compile("(\\d[\\w.+-]*)");

    /** Number of chunks searched per JVM. If the event is enabled, every chunk has it. */
    private static final int CHUNKS = 2;

    /** Returns the JVMs of a recording by number, without those that have no {@code jdk.JVMInformation}. */
    public static Map<Integer, RecordedJvm> of(Recording recording) throws IOException {
        Map<Integer, RecordedJvm> found = new TreeMap<>();
        Map<Integer, Integer> searched = new TreeMap<>();
        for (Chunk chunk : recording.chunks()) {
            if (!found.containsKey(chunk.jvm()) && searched.merge(chunk.jvm(), 1, Integer::sum) <= CHUNKS) {
                read(chunk).ifPresent(jvm -> found.put(chunk.jvm(), jvm));
            }
        }
        return found;
    }

    private static Optional<RecordedJvm> read(Chunk chunk) throws IOException {
        try (ChunkReader events = chunk.read(INFORMATION)) {
            return events.next() < 0
                    ? Optional.empty()
                    : Optional.of(new RecordedJvm(
                            events.stringAt(0),
                            version(events.stringAt(1)),
                            events.longAt(2),
                            firstWord(events.stringAt(3)),
                            events.nanosAt(4)));
        }
    }

    /**
     * Extracts the Java version from {@code jvmVersion} of {@code jdk.JVMInformation}; null if that is null or has
     * none.
     */
    static String version(String text) {
        if (text == null) {
            return null;
        }
        Matcher bare = BARE.matcher(text);
        if (bare.matches()) {
            return bare.group(1);
        }
        Matcher java = JAVA.matcher(text);
        if (java.find()) {
            return java.group(1);
        }
        Matcher release = RELEASE.matcher(text);
        return release.find() ? release.group(1) : null;
    }

    private static String firstWord(String text) {
        return text == null || text.isBlank() ? null : text.strip().split("\\s", 2)[0];
    }
}
