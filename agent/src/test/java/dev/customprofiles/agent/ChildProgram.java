package dev.customprofiles.agent;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * A program of the tests in a JVM of its own, which verifies every class and reports what it finds wrong. Its class path has the tests'
 * classes and the libraries that it needs, and nothing of the agent.
 */
final class ChildProgram implements AutoCloseable {

    /** How the agent comes into the JVM. */
    enum Way {
        AT_THE_START,
        ATTACHED
    }

    static final Path JAR = Path.of(System.getProperty("customprofiles.agent.jar"));

    private static final int MINUTES = 2;

    private final Path folder;
    private final Process process;

    private ChildProgram(Path folder, Process process) {
        this.folder = folder;
        this.process = process;
    }

    /** The JVM option for the agent with these options. */
    static String agent(String options) {
        return "-javaagent:" + JAR + "=" + options;
    }

    /** The class path of a program that uses these classes of libraries. */
    static String classPath(Class<?>... libraries) {
        return Stream.concat(Stream.of(ChildProgram.class), Arrays.stream(libraries))
                .map(type -> new File(type.getProtectionDomain()
                                .getCodeSource()
                                .getLocation()
                                .getPath())
                        .toString())
                .distinct()
                .collect(Collectors.joining(File.pathSeparator));
    }

    /** Starts a class of the tests. */
    static ChildProgram start(Path folder, Class<?> main, List<String> jvmOptions, Class<?>... libraries)
            throws IOException {
        List<String> options = new ArrayList<>(jvmOptions);
        options.addAll(List.of("-cp", classPath(libraries), main.getName()));
        return start(folder, options);
    }

    /** Starts a JVM with options and what to run; its recording is {@code child.jfr} in the folder. */
    static ChildProgram start(Path folder, List<String> options) throws IOException {
        List<String> command = new ArrayList<>(List.of(
                java("java"),
                "-Xverify:all",
                "-XX:-PrintWarnings", // -Xverify is deprecated
                "-Xlog:disable",
                "-Xlog:all=error:stderr",
                "-XX:+EnableDynamicAgentLoading",
                "-XX:TieredStopAtLevel=1",
                "-XX:StartFlightRecording:filename=" + folder.resolve("child.jfr")));
        command.addAll(options);
        return new ChildProgram(
                folder,
                new ProcessBuilder(command)
                        .redirectError(folder.resolve("stderr").toFile())
                        .start());
    }

    private static String java(String tool) {
        return Path.of(System.getProperty("java.home"), "bin", tool).toString();
    }

    /** Has the program do a round of its work. */
    void round() throws IOException {
        tell();
        answer("done");
    }

    /** Writes a line to the program. */
    void tell() throws IOException {
        process.getOutputStream().write('\n');
        process.getOutputStream().flush();
    }

    /** Reads a line of the program's. */
    void answer(String expected) throws IOException {
        StringBuilder line = new StringBuilder();
        for (int next = process.getInputStream().read();
                next >= 0 && next != '\n';
                next = process.getInputStream().read()) {
            line.append((char) next);
        }
        assertEquals(expected, line.toString(), stderr());
    }

    /** Loads the agent into the running JVM, in place of the one that is there. */
    void attach(String options) throws IOException, InterruptedException {
        load(JAR, options);
    }

    /** Loads any agent. */
    void load(Path jar, String options) throws IOException, InterruptedException {
        String said = jcmd("JVMTI.agent_load", jar.toString(), '"' + options + '"');
        assertEquals("return code: 0", said.lines().reduce((a, b) -> b).orElse(""), said);
    }

    /** What the JDK's tool says. */
    String jcmd(String... command) throws IOException, InterruptedException {
        List<String> line = new ArrayList<>(List.of(java("jcmd"), Long.toString(process.pid())));
        line.addAll(List.of(command));
        Process jcmd = new ProcessBuilder(line).redirectErrorStream(true).start();
        String said = new String(jcmd.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        jcmd.waitFor();
        return said;
    }

    /** What the program has written to standard error up to now; SLF4J always says that it has nothing to log to. */
    String stderr() throws IOException {
        return Files.readString(folder.resolve("stderr")).replaceAll("(?m)^SLF4J: .*\\R", "");
    }

    /** Ends its input, waits for its end, and returns the rest of its output. */
    String end(int exitCode) throws IOException, InterruptedException {
        process.getOutputStream().close();
        String rest = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        if (!process.waitFor(MINUTES, TimeUnit.MINUTES)) {
            throw new AssertionError("still running; " + stderr());
        }
        assertEquals(exitCode, process.exitValue(), () -> {
            try {
                return rest + stderr();
            } catch (IOException e) {
                return rest;
            }
        });
        return rest;
    }

    /** Ends the program, which must have written nothing to standard error, and opens its recording. */
    Recorded recorded() throws IOException, InterruptedException {
        end(0);
        assertEquals("", stderr());
        return new Recorded(folder.resolve("child.jfr"));
    }

    /** The recording of one round of a program under the agent. */
    static Recorded oneRound(Way way, String agentOptions, Path folder, Class<?> main, Class<?>... libraries)
            throws IOException, InterruptedException {
        List<String> jvmOptions = way == Way.AT_THE_START ? List.of(agent(agentOptions)) : List.of();
        try (ChildProgram program = start(folder, main, jvmOptions, libraries)) {
            if (way == Way.ATTACHED) {
                program.round();
                program.attach(agentOptions);
            }
            program.round();
            return program.recorded();
        }
    }

    @Override
    public void close() {
        process.destroyForcibly();
    }
}
