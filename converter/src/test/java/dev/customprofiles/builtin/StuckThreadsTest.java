package dev.customprofiles.builtin;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.customprofiles.ChildJvm;
import dev.customprofiles.profile.StackProfile;
import dev.customprofiles.reader.Recording;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Threads that do not move any more, of a JVM that has some, on each JDK that is here. */
class StuckThreadsTest {

    @TempDir
    static Path folder;

    static List<Path> homes() throws IOException {
        return ChildJvm.homes();
    }

    private static StackProfile stuck(Path file) throws Exception {
        try (Recording recording = Recording.open(List.of(file))) {
            return BuiltinAnswer.of(recording, BuiltinProfile.GOROUTINELEAK, TimeRange.ALL, true)
                    .orElseThrow()
                    .profile();
        }
    }

    @ParameterizedTest
    @MethodSource("homes")
    void whatWaitsForEverIsFoundAndDeadlocksAreNamed(Path home) throws Exception {
        Path file = folder.resolve("stuck" + home.hashCode() + ".jfr");
        assertEquals(
                0, ChildJvm.start(home, StuckProgram.class, List.of(), file, 8).waitFor());
        StackProfile profile = stuck(file);
        Map<String, String> found = new TreeMap<>();
        profile.samples()
                .forEach(sample -> found.put(
                        sample.label("thread").orElseThrow().text(),
                        sample.label("class").orElseThrow().text()
                                + sample.label("deadlock")
                                        .map(label -> ", " + label.text())
                                        .orElse("")));
        found.keySet().removeIf(name -> !name.matches("(forgotten|dead)-.|busy|pool-.*"));
        String latch = "java.util.concurrent.CountDownLatch$Sync";
        String lock = "java.util.concurrent.locks.ReentrantLock$NonfairSync";
        assertEquals(
                "forgotten-0, forgotten-1, forgotten-2",
                String.join(
                        ", ",
                        found.keySet().stream()
                                .filter(name -> name.startsWith("forgotten"))
                                .toList()));
        assertEquals(latch, found.get("forgotten-0"));
        for (String name : List.of("dead-1", "dead-2")) {
            assertTrue(
                    found.get(name)
                            .matches("java.lang.Object, dead-(1 waits for dead-2, dead-2 for dead-1|2 waits for dead-1,"
                                    + " dead-1 for dead-2)"),
                    found::toString);
        }
        for (String name : List.of("dead-3", "dead-4")) {
            assertTrue(found.get(name).startsWith(lock + ", dead-"), found::toString);
        }
        assertEquals(7, found.size(), found::toString);
        assertEquals(
                "forgotten",
                profile.samples().stream()
                        .filter(sample ->
                                sample.label("thread").orElseThrow().text().equals("forgotten-1"))
                        .findFirst()
                        .orElseThrow()
                        .frames()
                        .stream()
                        .map(frame -> frame.function())
                        .filter(function -> function.endsWith(".forgotten"))
                        .map(function -> function.substring(function.lastIndexOf('.') + 1))
                        .findFirst()
                        .orElse("none"));
        assertTrue(
                profile.comments().stream().anyMatch(comment -> comment.startsWith("deadlock: dead-")),
                profile.comments()::toString);
    }

    @Test
    void dumpsOfLessThanASecondTellOfDeadlocksOnly() throws Exception {
        Path file = folder.resolve("one.jfr");
        assertEquals(0, ChildJvm.start(StuckProgram.class, List.of(), file, 0).waitFor());
        assertTrue(stuck(file).samples().stream()
                .allMatch(sample -> sample.label("deadlock").isPresent()));
    }
}
