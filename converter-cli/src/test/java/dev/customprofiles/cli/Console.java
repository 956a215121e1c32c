package dev.customprofiles.cli;

import dev.customprofiles.ChildJvm;
import dev.customprofiles.ExternalPrograms;
import java.io.ByteArrayOutputStream;
import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** A folder in which commands are typed, with the program on the PATH. */
final class Console {

    /** What appears, standard output and standard error in the order in which they are written, without empty lines. */
    record Result(int exitCode, List<String> lines) {
        @Override
        public String toString() {
            return exitCode + ":\n" + String.join("\n", lines);
        }
    }

    private static final Pattern WORD = Pattern.compile("'([^']*)'|(\\S+)");
    private static final Pattern NOTHING_FOR_A_SHELL = Pattern.compile("jfr2pprof ([^|<>;&$']|'[^']*')*");

    private static final String RECORDER = "recorder/target/customprofiles-recorder-0.1.0-SNAPSHOT.jar";
    private static final String SAMPLES = "samples/target/samples.jar";

    private final Path folder;
    private final Path tools;

    /** Skips the test without a shell. */
    Console(Path folder) throws IOException {
        ExternalPrograms.assumeFound("bash");
        this.folder = folder;
        this.tools = Files.createDirectory(folder.resolve(".tools"));
        Path tool = tools.resolve("jfr2pprof");
        Files.writeString(
                tool,
                "#!/bin/sh\nexec java " + String.join(" ", ChildJvm.QUICK) + " -cp '"
                        + System.getProperty("java.class.path") + "' " + Main.class.getName() + " \"$@\"\n");
        if (!tool.toFile().setExecutable(true)) {
            throw new IOException(tool + " cannot be made executable");
        }
    }

    /** Copies a file or a folder to a place in this one. */
    void copy(Path from, String name) throws IOException {
        try (Stream<Path> files = Files.walk(from)) {
            for (Path file : files.toList()) {
                Path to = folder.resolve(name).resolve(from.relativize(file).toString());
                Files.createDirectories(to.getParent());
                if (!Files.isDirectory(to)) {
                    Files.copy(file, to);
                }
            }
        }
    }

    /**
     * Makes the folder look like a clone that is built: recorder and samples under the names of their jars, the tool, and {@code
     * samples/run}, which builds only what is missing.
     */
    void copyBuilt() throws IOException {
        for (String entry : System.getProperty("java.class.path").split(File.pathSeparator)) {
            if (Files.exists(Path.of(entry)) && entry.matches(".*/(recorder|samples)/target/[^/]*")) {
                copy(Path.of(entry), entry.contains("/samples/") ? SAMPLES : RECORDER);
            }
        }
        Path tool = folder.resolve("converter-cli/target/jfr2pprof");
        Files.createDirectories(tool.getParent());
        Files.copy(tools.resolve("jfr2pprof"), tool, StandardCopyOption.COPY_ATTRIBUTES);
        copyAgent();
        Files.copy(Path.of("../samples/run"), folder.resolve("samples/run"), StandardCopyOption.COPY_ATTRIBUTES);
    }

    private void copyAgent() throws IOException {
        Path agent = folder.resolve("agent/target/customprofiles-agent.jar");
        Files.createDirectories(agent.getParent());
        try (InputStream jar = Main.class.getResourceAsStream("/dev/customprofiles/process/customprofiles-agent.jar")) {
            Files.copy(jar, agent);
        }
    }

    /** Why a command cannot be run here, a program that is not on the PATH; empty if it can. */
    static Optional<String> missing(String command) {
        return command.startsWith("go ") && ExternalPrograms.find("go").isEmpty()
                ? Optional.of("go is not on the PATH")
                : Optional.empty();
    }

    /** Runs a command; what needs no shell, in this JVM, which is much quicker. */
    Result run(String command) throws IOException, InterruptedException {
        return NOTHING_FOR_A_SHELL.matcher(command).matches() ? inside(command) : shell(command);
    }

    private Result inside(String command) {
        List<String> arguments = new ArrayList<>();
        Matcher word = WORD.matcher(command);
        while (word.find()) {
            arguments.add(word.group(1) != null ? word.group(1) : word.group(2));
        }
        arguments.remove(0);
        for (int i = 0; i < arguments.size(); i++) {
            String argument = arguments.get(i);
            boolean written = i > 0 && arguments.get(i - 1).equals("-o") && !argument.equals("-");
            if (written || Files.exists(folder.resolve(argument)) || argument.contains("*.jfr")) {
                arguments.set(i, folder + "/" + argument);
            }
        }
        ByteArrayOutputStream terminal = new ByteArrayOutputStream();
        int exitCode = Main.run(arguments.toArray(String[]::new), new Stdout(terminal, false), terminal);
        return result(exitCode, terminal.toString(StandardCharsets.UTF_8).replace(folder + "/", ""));
    }

    private Result shell(String command) throws IOException, InterruptedException {
        ProcessBuilder builder = new ProcessBuilder("bash", "-c", "set -o pipefail; " + command)
                .directory(folder.toFile())
                .redirectErrorStream(true);
        String java = Path.of(System.getProperty("java.home"), "bin").toString();
        builder.environment().merge("PATH", tools + ":" + java, (path, first) -> first + ":" + path);
        builder.environment().put("JAVA_HOME", System.getProperty("java.home"));
        builder.environment().put("PPROF_TMPDIR", folder.toString());
        Process process = builder.start();
        String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        if (!process.waitFor(60, TimeUnit.SECONDS)) {
            process.destroyForcibly();
            throw new AssertionError(command + " does not end");
        }
        return result(process.exitValue(), output);
    }

    private static Result result(int exitCode, String output) {
        return new Result(
                exitCode, output.lines().filter(line -> !line.isBlank()).toList());
    }
}
