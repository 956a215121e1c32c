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
 * A JVM that was recorded, as it says itself in {@code jdk.JVMInformation}.
 *
 * @param name such as {@code OpenJDK 64-Bit Server VM}; null if it says none
 * @param version such as {@code 17.0.15+6}; null if it says none
 * @param pid its process id, in its own namespace
 * @param application the main class, module or jar, without its arguments, which may be secret; null if it says none
 * @param startNanos when it was started, in nanoseconds since 1970; 0 if it does not say
 */
public record RecordedJvm(String name, String version, long pid, String application, long startNanos) {

    private static final EventSelection INFORMATION =
            EventSelection.of("jdk.JVMInformation", "jvmName", "jvmVersion", "pid", "javaArguments", "jvmStartTime");

    /**
     * HotSpot writes name, release of the VM, platform, version of Java and compiler, the versions in parentheses, which
     * some names have, too: {@code Java HotSpot(TM) 64-Bit Server VM (25.192-b12) for linux-amd64 JRE (1.8.0_192-b12), ...}.
     * Azul puts its own version in front of Java's: {@code JRE (Zulu 8.70.0.23-CA-linux64) (1.8.0_372-b07)}.
     */
    private static final Pattern JAVA = Pattern.compile("\\bJRE(?: \\([^()]*\\))? \\(([^()]+)\\)");

    /** Without the version of Java that of the VM has to do, which is the same from JDK 9 on. */
    private static final Pattern RELEASE = Pattern.compile("\\(([^()]+)\\) for ");

    /** async-profiler writes the version alone. */
    private static final Pattern BARE = Pattern.compile("(\\d[\\w.+-]*)");

    /** How many chunks of a JVM are looked through: it is in each of them where it was recorded at all. */
    private static final int CHUNKS = 2;

    /** Those of a recording, by their numbers; without those that do not say. */
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

    /** The version in what {@code jdk.JVMInformation} calls {@code jvmVersion}; null if that is null or has none. */
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
