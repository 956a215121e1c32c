package dev.customprofiles.cli;

import dev.customprofiles.ChildJvm;
import java.io.ByteArrayOutputStream;
import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.jar.Attributes;
import java.util.jar.JarOutputStream;
import java.util.jar.Manifest;
import java.util.stream.Collectors;

/** The program as it is installed, launcher and jar in one file, run in an environment of the test's choice. */
final class InstalledTool {

    private static final Path LAUNCHER = Path.of("src/main/launcher/jfr2pprof.sh");

    private final Path folder;
    private final Path home;
    private final Path executable;
    private final Path jar;
    private final Map<String, String> environment = new TreeMap<>();

    /**
     * Installs the program beneath a folder, in which it is also run.
     *
     * @param home the JDK to run on
     */
    InstalledTool(Path folder, Path home) throws IOException {
        this.folder = folder;
        this.home = home;
        Path tools = Files.createDirectories(folder.resolve(".tools"));
        byte[] archive = archive();
        this.jar = Files.write(tools.resolve("jfr2pprof.jar"), archive);
        ByteArrayOutputStream both = new ByteArrayOutputStream();
        both.write(Files.readAllBytes(LAUNCHER));
        both.write(archive);
        this.executable = Files.write(tools.resolve("jfr2pprof"), both.toByteArray());
        if (!executable.toFile().setExecutable(true)) {
            throw new IOException(executable + " cannot be made executable");
        }
        environment.put("PATH", "/usr/bin:/bin");
        environment.put("JAVA_HOME", home.toString());
    }

    /** On the JDK that runs the tests. */
    InstalledTool(Path folder) throws IOException {
        this(folder, ChildJvm.home());
    }

    /** A jar that only says where the classes are. */
    private static byte[] archive() throws IOException {
        Manifest manifest = new Manifest();
        Attributes attributes = manifest.getMainAttributes();
        attributes.put(Attributes.Name.MANIFEST_VERSION, "1.0");
        attributes.put(Attributes.Name.MAIN_CLASS, Main.class.getName());
        attributes.put(
                Attributes.Name.CLASS_PATH,
                Arrays.stream(System.getProperty("java.class.path").split(File.pathSeparator))
                        .map(entry -> Path.of(entry).toUri().toString())
                        .collect(Collectors.joining(" ")));
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        new JarOutputStream(bytes, manifest).close();
        return bytes.toByteArray();
    }

    /** Sets a variable; there are no others but {@code PATH} and {@code JAVA_HOME}. */
    InstalledTool with(String variable, String value) {
        environment.put(variable, value);
        return this;
    }

    Cli.Result run(Object... arguments) throws IOException, InterruptedException {
        return run(List.of(executable), arguments);
    }

    Cli.Result runJar(Object... arguments) throws IOException, InterruptedException {
        return run(List.of(home.resolve("bin/java"), "-jar", jar), arguments);
    }

    /** Runs a command of the shell, in which {@code $0} is the program. */
    Cli.Result shell(String command) throws IOException, InterruptedException {
        return run(List.of("/bin/sh", "-c", command, executable));
    }

    private Cli.Result run(List<?> program, Object... arguments) throws IOException, InterruptedException {
        Path out = Files.createTempFile(folder.resolve(".tools"), "out", null);
        Path err = Files.createTempFile(folder.resolve(".tools"), "err", null);
        Process process = start(program, out, err, arguments);
        if (!process.waitFor(2, TimeUnit.MINUTES)) {
            process.destroyForcibly();
            throw new AssertionError(program + " does not end: " + Files.readString(err));
        }
        return new Cli.Result(process.exitValue(), Files.readAllBytes(out), Files.readString(err));
    }

    private Process start(List<?> program, Path out, Path err, Object... arguments) throws IOException {
        List<String> command = new ArrayList<>();
        program.forEach(word -> command.add(word.toString()));
        for (Object argument : arguments) {
            command.add(argument.toString());
        }
        // Through a shell and in ASCII, so that arguments are UTF-8 in every locale of the tests.
        ProcessBuilder builder = new ProcessBuilder("/bin/sh", "-c", "eval \"exec $COMMAND\"")
                .directory(folder.toFile())
                .redirectOutput(out.toFile())
                .redirectError(err.toFile());
        builder.environment().clear();
        builder.environment().putAll(environment);
        builder.environment()
                .put("COMMAND", command.stream().map(InstalledTool::quoted).collect(Collectors.joining(" ")));
        return builder.start();
    }

    /** Octal escapes of UTF-8, which the {@code printf} of a shell resolves. */
    private static String quoted(String word) {
        StringBuilder octal = new StringBuilder("\"$(printf %b '");
        for (byte b : word.getBytes(StandardCharsets.UTF_8)) {
            octal.append(String.format("\\0%03o", b & 0xff));
        }
        return octal + "')\"";
    }
}
