package dev.customprofiles;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/** A JVM of its own for a program that records: nothing that other tests left live is in its snapshots. */
public final class ChildJvm {

    private static final int MINUTES = 2;

    /** What the launcher starts the tool with: for a program that runs for a moment. */
    public static final List<String> QUICK = List.of("-XX:-UsePerfData", "-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1");

    private ChildJvm() {}

    /** The JDK that runs the tests. */
    public static Path home() {
        return Path.of(System.getProperty("java.home"));
    }

    /** That, and one of each other version that is installed beside it. */
    public static List<Path> homes() throws IOException {
        Map<String, Path> byVersion = new TreeMap<>();
        try (Stream<Path> installed = Files.list(home().getParent())) {
            for (Path home : installed.sorted().toList()) {
                Path release = home.resolve("release");
                if (Files.exists(release) && Files.isExecutable(home.resolve("bin/javac"))) {
                    String version = Files.readAllLines(release).stream()
                            .filter(line -> line.startsWith("JAVA_VERSION="))
                            .map(line -> line.replaceFirst("JAVA_VERSION=\"(\\d+).*", "$1"))
                            .findFirst()
                            .orElse("");
                    if (version.matches("1[7-9]|[2-9]\\d")) {
                        byVersion.putIfAbsent(version, home);
                    }
                }
            }
        }
        byVersion.put(Integer.toString(Runtime.version().feature()), home());
        return List.copyOf(byVersion.values());
    }

    /** The newest of them. */
    public static Path newestHome() throws IOException {
        List<Path> homes = homes();
        return homes.get(homes.size() - 1);
    }

    /** Starts a program of the test class path on the JDK that runs the tests. Its standard error is the test's. */
    public static Process start(Class<?> main, List<String> jvmOptions, Object... arguments) throws IOException {
        return start(home(), main, jvmOptions, arguments);
    }

    /** The same on another JDK. */
    public static Process start(Path home, Class<?> main, List<String> jvmOptions, Object... arguments)
            throws IOException {
        List<String> command = new ArrayList<>();
        command.add(home.resolve("bin/java").toString());
        // Flight Recorder starts in half the time with the first compiler only.
        command.add("-XX:TieredStopAtLevel=1");
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

    /** The command that runs a program of the test class path on the JDK that runs the tests, as quickly as the launcher. */
    public static List<String> quick(String main, String... arguments) {
        List<String> command =
                new ArrayList<>(List.of(home().resolve("bin/java").toString()));
        command.addAll(QUICK);
        command.addAll(List.of("-cp", System.getProperty("java.class.path"), main));
        command.addAll(List.of(arguments));
        return command;
    }

    /** Runs a program to its end and returns the lines of its standard output. */
    public static List<String> run(Class<?> main, List<String> jvmOptions, Object... arguments)
            throws IOException, InterruptedException {
        return run(home(), main, jvmOptions, arguments);
    }

    /** The same on another JDK. */
    public static List<String> run(Path home, Class<?> main, List<String> jvmOptions, Object... arguments)
            throws IOException, InterruptedException {
        Process process = start(home, main, jvmOptions, arguments);
        String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        if (!process.waitFor(MINUTES, TimeUnit.MINUTES) || process.exitValue() != 0) {
            process.destroyForcibly();
            throw new AssertionError(main.getName() + " failed: " + process + "\n" + output);
        }
        return output.lines().toList();
    }
}
