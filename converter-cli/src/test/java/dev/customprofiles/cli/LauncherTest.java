package dev.customprofiles.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The shell script in front of the jar, with a java that only tells how it was called. */
class LauncherTest {

    private static final Path SCRIPT = Path.of("src/main/launcher/jfr2pprof.sh");

    @TempDir
    private Path folder;

    private record Result(int exitCode, List<String> lines) {}

    /** A JDK of that version, or of one that does not say, whose java prints its home and then its arguments. */
    private Path jdk(String name, String version) throws IOException {
        Path home = folder.resolve(name);
        Path java = Files.createDirectories(home.resolve("bin")).resolve("java");
        Files.writeString(java, "#!/bin/sh\necho \"$0\"\nprintf '<%s>\\n' \"$@\"\n");
        assertTrue(java.toFile().setExecutable(true));
        if (version != null) {
            Files.writeString(
                    home.resolve("release"),
                    "IMPLEMENTOR=\"Nobody\"\nJAVA_VERSION=\"" + version + "\"\nOS_NAME=\"Linux\"\n");
        }
        return home;
    }

    private Path script() throws IOException {
        Path places = folder.resolve("no such place");
        String text = Files.readString(SCRIPT)
                .replace("/usr/lib/jvm/", places + "/")
                .replace("/etc/alternatives/java", places + "/java")
                .replace(places + "/", places.toString().replace(" ", "\\ ") + "/");
        return Files.writeString(
                Files.createDirectories(folder.resolve("my tools")).resolve("jfr2pprof"), text);
    }

    private Result run(String shell, Path javaHome, Path jdkOnPath, String... args)
            throws IOException, InterruptedException {
        List<String> command = new ArrayList<>(List.of(shell, script().toString()));
        command.addAll(List.of(args));
        ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true);
        builder.environment().remove("JAVA_HOME");
        if (javaHome != null) {
            builder.environment().put("JAVA_HOME", javaHome.toString());
        }
        builder.environment().put("PATH", tools() + (jdkOnPath == null ? "" : ":" + jdkOnPath.resolve("bin")));
        Process process = builder.start();
        String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertTrue(process.waitFor(30, TimeUnit.SECONDS));
        return new Result(process.exitValue(), output.lines().toList());
    }

    /** A PATH with the one program that the script calls, and no java. */
    private Path tools() throws IOException {
        Path readlink = Files.createDirectories(folder.resolve("tools")).resolve("readlink");
        Files.writeString(readlink, "#!/bin/sh\nPATH=/usr/bin:/bin exec readlink \"$@\"\n");
        assertTrue(readlink.toFile().setExecutable(true));
        return readlink.getParent();
    }

    private Result runSh(Path javaHome, Path jdkOnPath, String... args) throws IOException, InterruptedException {
        return run("/bin/sh", javaHome, jdkOnPath, args);
    }

    @ParameterizedTest
    @ValueSource(strings = {"/bin/sh", "/bin/dash", "/bin/bash"})
    void argumentsArriveAsTheyWereGiven(String shell) throws Exception {
        assumeTrue(Files.exists(Path.of(shell)), shell + " is not here");
        Path jdk = jdk("a jdk", "17.0.15");
        Result result = run(
                shell,
                jdk,
                null,
                "--at",
                "-15s",
                "-J-Xmx4g",
                "my app.jfr",
                "",
                "-J-Dwith=a space",
                "*",
                "$HOME",
                "a\\b");
        assertEquals(
                List.of(
                        jdk + "/bin/java",
                        "<-XX:-UsePerfData>",
                        "<-XX:+UseSerialGC>",
                        "<-XX:TieredStopAtLevel=1>",
                        "<-Xmx4g>",
                        "<-Dwith=a space>",
                        "<-jar>",
                        "<" + folder.resolve("my tools/jfr2pprof") + ">",
                        "<--at>",
                        "<-15s>",
                        "<my app.jfr>",
                        "<>",
                        "<*>",
                        "<$HOME>",
                        "<a\\b>"),
                result.lines());
    }

    @Test
    void noArgumentsAreNone() throws Exception {
        assertEquals(6, runSh(jdk("jdk", "21"), null).lines().size());
    }

    @Test
    void javaHomeGoesBeforeThePath() throws Exception {
        Path home = jdk("home", "17");
        assertEquals(home + "/bin/java", runSh(home, jdk("path", "25")).lines().get(0));
    }

    @Test
    void withoutJavaHomeThePathIsSearched() throws Exception {
        Path path = jdk("path", "25.0.1");
        assertEquals(path + "/bin/java", runSh(null, path).lines().get(0));
    }

    @ParameterizedTest
    @ValueSource(strings = {"11.0.2", "1.8.0_292", "9"})
    void anOldJavaIsPassedOver(String version) throws Exception {
        Path path = jdk("path", "17");
        assertEquals(
                path + "/bin/java", runSh(jdk("home", version), path).lines().get(0));
    }

    @Test
    void aJavaHomeWithoutJavaIsPassedOver() throws Exception {
        Path path = jdk("path", "17");
        assertEquals(
                path + "/bin/java",
                runSh(folder.resolve("nowhere"), path).lines().get(0));
    }

    @Test
    void aJavaThatDoesNotSayItsVersionIsTaken() throws Exception {
        Path home = jdk("home", null);
        assertEquals(home + "/bin/java", runSh(home, null).lines().get(0));
    }

    @ParameterizedTest
    @ValueSource(strings = {"17-ea", "26-internal", ""})
    void unusualVersionsAreTaken(String version) throws Exception {
        Path home = jdk("home", version);
        assertEquals(home + "/bin/java", runSh(home, null).lines().get(0));
    }

    @Test
    void withoutAnyJavaOneLineSaysWhatToDo() throws Exception {
        Result result = runSh(null, jdk("path", "11"));
        assertEquals(List.of("jfr2pprof: no java of version 17 or later found; set JAVA_HOME"), result.lines());
        assertEquals(1, result.exitCode());
    }
}
