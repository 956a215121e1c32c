package dev.customprofiles.benchmarks;

import java.io.File;
import java.io.IOException;
import java.lang.ProcessBuilder.Redirect;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/** Runs other programs: those that are measured as a whole process, and those that need a JVM of their own. */
public final class Command {

    /** Format of the time command's output in {@link #timed(List)}, one line per value. */
    private static final String USAGE = "user-s %U\nsystem-s %S\npeak-kb %M";

    /**
     * The result of a program.
     *
     * @param millis elapsed time from start to end
     * @param output its output, including stderr
     */
    public record Result(int exitCode, double millis, String output) {

        /** The processor time of a command that was {@linkplain Command#timed(List) timed}. */
        public double processorMillis() {
            return (figures("user-s").get(0) + figures("system-s").get(0)) * TimeUnit.SECONDS.toMillis(1);
        }

        /** The most memory that was resident at once, of a command that was {@linkplain Command#timed(List) timed}. */
        public double peakMegabytes() {
            return figures("peak-kb").get(0) / 1024;
        }

        /** Returns the numbers of the lines {@code name value}, in order. */
        public List<Double> figures(String name) {
            return output.lines()
                    .filter(line -> line.startsWith(name + ' '))
                    .map(line -> Double.valueOf(line.substring(name.length() + 1)))
                    .toList();
        }
    }

    private Command() {}

    /** A JVM of the same JDK as this one, with the same class path: options, main class, arguments. */
    public static List<String> java(List<String> options, Class<?> main, String... arguments) {
        List<String> command = new ArrayList<>(List.of(jdkTool("java")));
        command.addAll(options);
        command.addAll(List.of("-cp", System.getProperty("java.class.path"), main.getName()));
        command.addAll(List.of(arguments));
        return command;
    }

    /** Returns the command run by GNU {@code time}, which adds the processor time and memory to the output. */
    public static List<String> timed(List<String> command) {
        List<String> timed = new ArrayList<>(List.of("time", "-q", "-f", USAGE));
        timed.addAll(command);
        return timed;
    }

    /** Returns a program of the JDK that runs this. */
    public static String jdkTool(String name) {
        return Path.of(System.getProperty("java.home"), "bin", name).toString();
    }

    /** Returns whether the PATH has a program. */
    public static boolean exists(String program) {
        return Arrays.stream(System.getenv().getOrDefault("PATH", "").split(File.pathSeparator))
                .anyMatch(folder -> Files.isExecutable(Path.of(folder, program)));
    }

    /** Runs a program to its end. */
    public static Result run(List<String> command) throws IOException, InterruptedException {
        return run(command, null);
    }

    /** Runs a program to its end in a folder. */
    public static Result run(List<String> command, Path folder) throws IOException, InterruptedException {
        Path output = Files.createTempFile("benchmark", ".txt");
        try {
            ProcessBuilder builder = new ProcessBuilder(command)
                    .directory(folder == null ? null : folder.toFile())
                    .redirectErrorStream(true)
                    .redirectOutput(Redirect.to(output.toFile()));
            long start = System.nanoTime();
            int exitCode = builder.start().waitFor();
            double millis = (System.nanoTime() - start) / (double) TimeUnit.MILLISECONDS.toNanos(1);
            return new Result(exitCode, millis, Files.readString(output, StandardCharsets.UTF_8));
        } finally {
            Files.deleteIfExists(output);
        }
    }

    /** Runs a program that has to succeed. */
    public static Result require(List<String> command) throws IOException, InterruptedException {
        Result result = run(command);
        if (result.exitCode() != 0) {
            throw new IOException(
                    "exit code " + result.exitCode() + ": " + String.join(" ", command) + "\n" + result.output());
        }
        return result;
    }

    /** Deletes a folder with its contents. */
    public static void delete(Path folder) throws IOException {
        if (!Files.exists(folder)) {
            return;
        }
        try (Stream<Path> files = Files.walk(folder)) {
            for (Path file : files.sorted((a, b) -> b.compareTo(a)).toList()) {
                Files.delete(file);
            }
        }
    }
}
