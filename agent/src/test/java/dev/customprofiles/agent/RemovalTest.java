package dev.customprofiles.agent;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import jdk.jfr.consumer.RecordedEvent;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.objectweb.asm.ClassReader;
import org.objectweb.asm.ClassWriter;

/** The agent is taken out of a running JVM and put in again. */
class RemovalTest {

    private static final int TIMES = 10;
    private static final String OPTIONS = "presets=files,executors";
    private static final List<String> CLASSES = List.of(
            "java.io.FileInputStream",
            "java.io.RandomAccessFile",
            "java.util.zip.ZipFile",
            "java.util.Timer",
            "java.util.concurrent.ThreadPoolExecutor");

    @TempDir
    private Path folder;

    private Map<String, byte[]> classes(ChildProgram program, Path jar, String name) throws Exception {
        Path captured = Files.createDirectories(folder.resolve(name));
        program.load(jar, captured + "," + String.join(",", CLASSES));
        return CaptureAgent.captured(captured);
    }

    /** With only the constants that are used: newer JVMs keep those of earlier versions of a class. */
    private static byte[] canonical(byte[] bytes) {
        ClassWriter writer = new ClassWriter(0);
        new ClassReader(bytes).accept(writer, 0);
        return writer.toByteArray();
    }

    @Test
    void classesAreWhatTheyWereWhileTheAgentIsOutAndNothingIsRecordedAndEverythingWhileItIsIn() throws Exception {
        Path jar = CaptureAgent.jar(folder);
        try (ChildProgram program = ChildProgram.start(folder, RemovalProgram.class, List.of("-Dzip=" + jar))) {
            program.round();
            Map<String, byte[]> before = classes(program, jar, "before");
            assertEquals(new HashSet<>(CLASSES), before.keySet());
            Map<String, byte[]> first = null;
            for (int i = 0; i < TIMES; i++) {
                program.attach(OPTIONS);
                program.round();
                if (i == 0) {
                    Map<String, byte[]> during = classes(program, jar, "during");
                    for (String type : CLASSES) {
                        assertFalse(Arrays.equals(before.get(type), during.get(type)), type);
                    }
                }
                program.attach("presets=none");
                Map<String, byte[]> after = classes(program, jar, "after" + i);
                first = first == null ? after : first;
                for (String type : CLASSES) {
                    assertArrayEquals(canonical(before.get(type)), canonical(after.get(type)), type);
                    assertArrayEquals(first.get(type), after.get(type), type + " grows");
                }
                program.round();
            }
            String histogram = program.jcmd("GC.class_histogram");
            long loaders = histogram
                    .lines()
                    .filter(line -> line.contains(" dev.customprofiles.agent.CoreLoader"))
                    .mapToLong(line -> Long.parseLong(line.strip().split("\\s+")[1]))
                    .sum();
            assertTrue(loaders <= 1, loaders + " copies of the agent are still there");
            program.attach(OPTIONS);
            program.round();
            program.end(0);
            assertEquals("", program.stderr());
        }
        Recorded recorded = new Recorded(folder.resolve("child.jfr"), true);
        // Each time the agent has a recorder of its own. What the test's own agent opens is not the program's.
        Map<Long, String> byRecorder = new TreeMap<>();
        for (RecordedEvent event : recorded.events()) {
            if (event.getEventType().getName().equals("customprofiles.Add")
                    && !event.getStackTrace().getFrames().toString().contains("CaptureAgent")) {
                byRecorder.merge(event.getLong("recorder"), event.getString("profile") + " ", String::concat);
            }
        }
        String round = "files.Open files.Open executors.Open executors.Open files.Open ";
        assertEquals(Collections.nCopies(TIMES + 1, round), List.copyOf(byRecorder.values()));
        // What was open when the agent was taken out stays, with a warning.
        long found = TIMES + 1;
        assertEquals(Map.of("stream", found, "file", found, "zip", found), recorded.live("files.Open"));
        assertEquals(Map.of("pool", found, "timer", found), recorded.live("executors.Open"));
    }
}
