package dev.customprofiles;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** A JVM of its own for a program that records: nothing that other tests left live is in its snapshots. */
public final class ChildJvm {

    private static final int MINUTES = 2;

    private ChildJvm() {}

    /** Starts a program of the test class path on the JDK that runs the tests. Its standard error is the test's. */
    public static Process start(Class<?> main, List<String> jvmOptions, Object... arguments) throws IOException {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.add("-Xlog:disable");
        command.add("-Xlog:all=error:stderr");
        command.addAll(jvmOptions);
        command.add("-cp");
        command.add(System.getProperty("java.class.path"));
        command.add(main.getName());
        for (Object argument : arguments) {
            command.add(argument.toString());
        }
        return new ProcessBuilder(command)
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
    }

    /** Runs a program to its end and returns the lines of its standard output. */
    public static List<String> run(Class<?> main, List<String> jvmOptions, Object... arguments)
            throws IOException, InterruptedException {
        Process process = start(main, jvmOptions, arguments);
        String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        if (!process.waitFor(MINUTES, TimeUnit.MINUTES) || process.exitValue() != 0) {
            process.destroyForcibly();
            throw new AssertionError(main.getName() + " failed: " + process + "\n" + output);
        }
        return output.lines().toList();
    }
}
