package dev.customprofiles.converter;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.customprofiles.ChildJvm;
import dev.customprofiles.LateRecording;
import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The program of docs/library.md is compiled and run as what it is: a module of its own that knows what is exported. */
class LibraryPageTest {

    private static final Pattern JAVA = Pattern.compile("(?ms)^```java\\n(.*?)^```$");

    @TempDir
    private Path folder;

    private static List<String> blocks() throws IOException {
        Matcher block = JAVA.matcher(Files.readString(Path.of("../docs/library.md")));
        List<String> blocks = new ArrayList<>();
        while (block.find()) {
            blocks.add(block.group(1));
        }
        return blocks;
    }

    /** The library and what it requires, and nothing of the tests. */
    private static String modulePath() {
        return Stream.of(System.getProperty("java.class.path").split(File.pathSeparator))
                .filter(entry -> entry.matches(".*(converter.target.classes|/proto/target/.*|protobuf-java.*\\.jar)"))
                .collect(Collectors.joining(File.pathSeparator));
    }

    private static String run(String program, List<String> arguments) throws Exception {
        List<String> command = new ArrayList<>(
                List.of(ChildJvm.home().resolve("bin").resolve(program).toString()));
        command.addAll(arguments);
        Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
        String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertEquals(0, process.waitFor(), () -> command + "\n" + output);
        return output;
    }

    @Test
    void theProgramOfThePageRuns() throws Exception {
        Path recording = folder.resolve("late.jfr");
        ChildJvm.run(LateRecording.class, List.of(), recording);
        Path sources = Files.createDirectories(folder.resolve("src/leaks"));
        List<String> blocks = blocks();
        assertEquals(2, blocks.size());
        Files.writeString(sources.resolve("Leaks.java"), blocks.get(0));
        Files.writeString(sources.resolveSibling("module-info.java"), blocks.get(1));
        Path classes = folder.resolve("classes");
        run(
                "javac",
                List.of(
                        "-Xlint:all",
                        "-Werror",
                        "--module-path",
                        modulePath(),
                        "-d",
                        classes.toString(),
                        sources.resolveSibling("module-info.java").toString(),
                        sources.resolve("Leaks.java").toString()));
        Path written = Files.createDirectories(folder.resolve("written"));
        List<String> lines = run(
                        "java",
                        List.of(
                                "--module-path",
                                modulePath() + File.pathSeparator + classes,
                                "--module",
                                "leaks/leaks.Leaks",
                                recording.toString(),
                                written.toString()))
                .lines()
                .toList();
        assertEquals("late.Lease: 10 live", lines.get(0));
        assertTrue(lines.contains("  4 from dev.customprofiles.LateRecording.lease"), lines::toString);
        assertTrue(lines.contains("  10 then"), lines::toString);
        String refusal = lines.get(lines.size() - 1);
        assertTrue(
                refusal.startsWith(
                        "OUTSIDE: 1970-01-01T00:00:00.000000000Z is outside what the recording tells of late.Lease: "),
                refusal);
        assertTrue(Files.size(written.resolve("late.Lease.pb.gz")) > 100);
    }
}
