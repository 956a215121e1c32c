package dev.customprofiles.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.customprofiles.ChildJvm;
import dev.customprofiles.LivingJvm;
import dev.customprofiles.cli.Cli.Result;
import java.io.FileInputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The agent in running programs that know nothing of it, of each JDK that is installed. */
class WatchTest {

    private static final Pattern LEAKED = Pattern.compile(
            "(?m)^ +(\\d+) +100% +100% .* (\\d+) +0  \\S+WatchTest\\$Unaware\\.leak \\(.*<- java\\.io\\.FileInputStream\\.<init> .*$");

    static List<Path> homes() throws IOException {
        return ChildJvm.homes();
    }

    @ParameterizedTest
    @MethodSource("homes")
    void filesThatAProgramForgetsAreFoundWhileItIsWatchedAsOftenAsOneLikes(Path home) throws Exception {
        Process program = ChildJvm.start(home, Unaware.class, List.of("-Xverify:all"));
        try {
            assertEquals("forgetting", program.inputReader().readLine());
            for (int time = 0; time < 2; time++) {
                Result top = Cli.run(
                        "top",
                        "--by",
                        "site",
                        "--frameworks",
                        "java.",
                        "--pid",
                        program.pid(),
                        "--watch",
                        "files",
                        "--for",
                        "1s");
                assertEquals(0, top.exitCode(), top.err());
                Matcher leaked = LEAKED.matcher(top.out());
                assertTrue(leaked.find(), top.out());
                assertTrue(Integer.parseInt(leaked.group(1)) >= Integer.parseInt(leaked.group(2)), top.out());
                assertTrue(Integer.parseInt(leaked.group(2)) > 1, top.out());
                assertTrue(top.out().contains("Unaware.use ("), top.out());
                assertTrue(top.err().contains(": the agent watches files.Open from now on"), top.err());
                assertTrue(
                        top.err().contains(": the agent was taken out, and the classes are as they were"), top.err());
                assertTrue(LivingJvm.jcmd(program.pid(), "JFR.check").contains("No available recordings"));
                assertFalse(
                        LivingJvm.jcmd(program.pid(), "VM.system_properties").contains("customprofiles.agent"));
                assertEquals(List.of(), agentsLeftBehind(program.pid()));
            }
        } finally {
            program.destroyForcibly().waitFor();
        }
    }

    @Test
    void aPresetThatDoesNotExistIsOneLineAndNothingIsLeftInTheProcess() throws Exception {
        Process program = ChildJvm.start(ChildJvm.home(), Unaware.class, List.of());
        try {
            assertEquals("forgetting", program.inputReader().readLine());
            Result top = Cli.run("top", "--pid", program.pid(), "--watch", "fils");
            assertEquals(1, top.exitCode());
            assertEquals(
                    "jfr2pprof: process " + program.pid() + " (" + Unaware.class.getName()
                            + "): nothing is watched: no preset 'fils': there are files, sockets, jdbc,"
                            + " jdbc-statements, executors, buffers\n",
                    top.err());
            assertFalse(LivingJvm.jcmd(program.pid(), "VM.system_properties").contains("customprofiles.agent"));
            assertEquals(List.of(), agentsLeftBehind(program.pid()));
        } finally {
            program.destroyForcibly().waitFor();
        }
    }

    @Test
    void aProcessThatWasStartedWithTheAgentKeepsIt() throws Exception {
        Path jar = Path.of(Main.class
                .getResource("/dev/customprofiles/process/customprofiles-agent.jar")
                .toURI());
        Process program =
                ChildJvm.start(ChildJvm.home(), Unaware.class, List.of("-javaagent:" + jar + "=presets=files"));
        try {
            assertEquals("forgetting", program.inputReader().readLine());
            Result other = Cli.run("top", "--pid", program.pid(), "--watch", "sockets");
            assertEquals(1, other.exitCode());
            assertTrue(
                    other.err().endsWith(" has the agent already, which watches files.Open: leave --watch out\n"),
                    other.err());
            Result top = Cli.run("top", "--by", "site", "--frameworks", "java.", "--pid", program.pid());
            assertEquals(0, top.exitCode(), top.err());
            assertTrue(top.out().contains("WatchTest$Unaware.leak ("), top.out());
        } finally {
            program.destroyForcibly().waitFor();
        }
    }

    @Test
    void watchingTakesAProcessAndATimeToWatchTakesWatching() {
        Result file = Cli.run("top", "--watch", "files", "app.jfr");
        assertEquals(2, file.exitCode());
        assertTrue(
                file.err().startsWith("jfr2pprof: --watch loads an agent into a JVM, so it takes --pid\n"), file.err());
        Result idle = Cli.run("top", "--pid", "1", "--for", "1s");
        assertEquals(2, idle.exitCode());
        assertTrue(idle.err().startsWith("jfr2pprof: --for says how long to --watch\n"), idle.err());
    }

    private static List<Path> agentsLeftBehind(long pid) throws IOException {
        try (Stream<Path> files = Files.list(Path.of("/tmp"))) {
            String name = "customprofiles-agent-" + ProcessHandle.current().pid() + "-" + pid + ".jar";
            return files.filter(file -> file.endsWith(name)).toList();
        }
    }

    /** Opens a file every 20 ms and forgets it, and uses others as one should. */
    static final class Unaware {

        private static final List<FileInputStream> FORGOTTEN = new ArrayList<>();

        private Unaware() {}

        /** Takes no arguments. */
        public static void main(String[] arguments) throws Exception {
            Path file = Files.createTempFile("unaware", null);
            file.toFile().deleteOnExit();
            leak(file);
            System.out.println("forgetting");
            for (int i = 0; i < 5000; i++) {
                leak(file);
                use(file);
                Thread.sleep(20);
            }
        }

        private static void leak(Path file) throws IOException {
            FORGOTTEN.add(new FileInputStream(file.toFile()));
        }

        private static void use(Path file) throws IOException {
            try (FileInputStream stream = new FileInputStream(file.toString())) {
                stream.read();
            }
        }
    }
}
