package dev.customprofiles;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.File;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;

/** Runs a program of the tests in a JVM of its own, on the JDK that runs the tests, with the recorder on the class path. */
final class ChildJvm {

    private static final int MINUTES = 4;

    private ChildJvm() {}

    /** Runs the program, which must exit with code 0. Any output counts as a failure. */
    static void run(Class<?> main, List<String> options, String... arguments) throws Exception {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(options);
        command.add("-cp");
        command.add(RecorderCopy.folder(Profile.class) + File.pathSeparator + RecorderCopy.folder(ChildJvm.class));
        command.add(main.getName());
        command.addAll(List.of(arguments));
        ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true);
        List.of("JAVA_TOOL_OPTIONS", "JDK_JAVA_OPTIONS", "_JAVA_OPTIONS").forEach(builder.environment()::remove);
        Process process = builder.start();
        try {
            process.getOutputStream().close();
            String output = new String(process.getInputStream().readAllBytes());
            assertTrue(process.waitFor(MINUTES, TimeUnit.MINUTES), main.getName() + " does not end");
            String own = output.lines()
                    .filter(line -> !line.contains("Security Manager")) // JDK 17 warns of the option itself
                    .collect(Collectors.joining("\n"));
            assertEquals("", own);
            assertEquals(0, process.exitValue());
        } finally {
            process.destroyForcibly();
        }
    }

    /** Ends the program with what is wrong, unless that is nothing. */
    static void check(boolean isRight, String otherwise) {
        if (!isRight) {
            throw new IllegalStateException(otherwise);
        }
    }
}
