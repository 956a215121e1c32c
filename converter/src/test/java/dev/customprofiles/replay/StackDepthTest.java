package dev.customprofiles.replay;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.customprofiles.ChildJvm;
import dev.customprofiles.live.Frame;
import dev.customprofiles.live.History;
import dev.customprofiles.live.LiveSite;
import dev.customprofiles.live.Losses;
import dev.customprofiles.live.Question;
import dev.customprofiles.reader.Recording;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Stacks that are deeper than JFR, or the recorder, keeps them. */
class StackDepthTest {

    private static final String A = "callerA";
    private static final String B = "callerB";
    private static final String CUT = "[truncated]";

    @TempDir
    private Path folder;

    private Recording recording;
    private List<Long> instants;

    private void record(String... options) throws Exception {
        Path file = folder.resolve("deep.jfr");
        List<String> lines = ChildJvm.run(DeepCallers.class, List.of(options), file);
        instants =
                lines.stream().map(line -> Answers.nanos(Instant.parse(line))).toList();
        recording = Recording.open(List.of(file));
        Losses losses = Replay.run(recording, Question.everything()).losses();
        assertEquals("", Differences.drifts(losses));
        assertEquals(0, losses.orphans());
    }

    /** How many objects there are by caller. */
    private Map<String, Long> callers(int instant, Question.From from) throws Exception {
        History history = Answers.at(recording, instants.get(instant), from);
        Map<String, Long> callers = new TreeMap<>();
        for (LiveSite live : history.profiles().get(0).at(0).sites()) {
            String caller = live.site().frames().stream()
                    .map(Frame::function)
                    .map(function -> function.substring(function.lastIndexOf('.') + 1))
                    .filter(List.of(A, B, CUT)::contains)
                    .findFirst()
                    .orElseThrow();
            callers.merge(caller, live.count(), Long::sum);
        }
        return callers;
    }

    @Test
    void anObjectWhoseStackJfrCutIsCountedUnderNoCaller() throws Exception {
        record();
        try (Recording open = recording) {
            assertEquals(
                    1,
                    open.chunks().stream()
                            .mapToInt(chunk -> chunk.jvm())
                            .distinct()
                            .count());
            for (Question.From from : Question.From.values()) {
                assertEquals(Map.of(CUT, 65L), callers(0, from));
                Map<String, Long> later = callers(1, from);
                assertEquals(
                        65, later.values().stream().mapToLong(Long::longValue).sum());
                assertTrue(later.getOrDefault(A, 0L) <= 15 && later.getOrDefault(B, 0L) <= 50, later.toString());
            }
        }
    }

    @Test
    void callersAreExactAsDeepAsJfrWasToldToLook() throws Exception {
        record("-XX:FlightRecorderOptions:stackdepth=256");
        try (Recording open = recording) {
            assertEquals(
                    1,
                    open.chunks().stream()
                            .mapToInt(chunk -> chunk.jvm())
                            .distinct()
                            .count());
            for (Question.From from : Question.From.values()) {
                assertEquals(Map.of(A, 15L, B, 50L), callers(0, from));
                assertEquals(Map.of(A, 15L, B, 50L), callers(1, from));
            }
        }
    }

    @Test
    void aJvmThatKeepsShortStacksHasThemTruncatedInSnapshotsOnly() throws Exception {
        record("-XX:FlightRecorderOptions:stackdepth=256", "-XX:MaxJavaStackTraceDepth=4");
        try (Recording open = recording) {
            assertEquals(
                    1,
                    open.chunks().stream()
                            .mapToInt(chunk -> chunk.jvm())
                            .distinct()
                            .count());
            for (Question.From from : Question.From.values()) {
                assertEquals(Map.of(A, 5L, B, 50L, CUT, 10L), callers(0, from));
            }
            assertEquals(Map.of(A, 5L, B, 50L, CUT, 10L), callers(1, Question.From.FIRST_SNAPSHOT));
            assertEquals(Map.of(CUT, 65L), callers(1, Question.From.LAST_SNAPSHOT));
        }
    }
}
