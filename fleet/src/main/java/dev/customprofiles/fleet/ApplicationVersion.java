package dev.customprofiles.fleet;

import dev.customprofiles.reader.Chunk;
import dev.customprofiles.reader.ChunkReader;
import dev.customprofiles.reader.EventSelection;
import dev.customprofiles.reader.Recording;
import java.io.IOException;
import java.util.List;

/**
 * The application's version, as a system property or an environment variable of its JVM has it. JFR writes those that the JVM started
 * with into each chunk, as {@code jdk.InitialSystemProperty} and {@code jdk.InitialEnvironmentVariable}.
 */
final class ApplicationVersion {

    private static final List<EventSelection> SETTINGS = List.of(
            EventSelection.of("jdk.InitialSystemProperty", "key", "value"),
            EventSelection.of("jdk.InitialEnvironmentVariable", "key", "value"));

    private ApplicationVersion() {}

    /** Returns the value of the property or else of the variable; null if neither is in the first chunk, or it is empty. */
    static String of(Recording jvm, String name) throws IOException {
        Chunk chunk = jvm.chunks().get(0);
        for (EventSelection setting : SETTINGS) {
            try (ChunkReader events = chunk.read(setting)) {
                while (events.next() >= 0) {
                    String value = events.stringAt(1);
                    if (name.equals(events.stringAt(0)) && value != null && !value.isBlank()) {
                        return value.strip();
                    }
                }
            }
        }
        return null;
    }
}
