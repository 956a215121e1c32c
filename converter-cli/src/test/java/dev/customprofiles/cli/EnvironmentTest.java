package dev.customprofiles.cli;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.customprofiles.ChildJvm;
import dev.customprofiles.LivingJvm;
import dev.customprofiles.cli.Cli.Result;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The tool where variables are set that are meant for the application. */
class EnvironmentTest {

    @TempDir
    private static Path recordings;

    @TempDir
    private Path folder;

    private static Path recording;
    private static byte[] expected;

    @BeforeAll
    static void record() throws Exception {
        recording = recordings.resolve("app.jfr");
        RecordingFixture.record(recording, "env.Open");
        expected = Cli.run("-o", "-", recording).bytes();
    }

    static List<Path> homes() throws IOException {
        return ChildJvm.homes();
    }

    @ParameterizedTest
    @ValueSource(strings = {"JAVA_TOOL_OPTIONS", "JDK_JAVA_OPTIONS", "_JAVA_OPTIONS"})
    void theApplicationsRecordingIsNotMadeByTheTool(String variable) throws Exception {
        Path copy = Files.copy(recording, folder.resolve("app.jfr"));
        Result top = new InstalledTool(folder)
                .with(variable, "-XX:StartFlightRecording:filename=" + copy)
                .run("top", "app.jfr");
        assertEquals(0, top.exitCode(), top.err());
        assertArrayEquals(Files.readAllBytes(recording), Files.readAllBytes(copy));
        assertTrue(top.err().contains("env.Open at ") && top.err().contains(": 7 live"), top.err());
        assertTrue(!top.err().contains("Picked up"), top.err());
    }

    @ParameterizedTest
    @MethodSource("homes")
    void nothingButTheProfileIsOnStandardOutput(Path home) throws Exception {
        String options = "-Xlog:gc*=debug -XX:StartFlightRecording";
        Result converted = new InstalledTool(folder, home)
                .with("JDK_JAVA_OPTIONS", options)
                .with("JAVA_TOOL_OPTIONS", options)
                .with("JDK_AOT_VM_OPTIONS", options)
                .with("_JAVA_LAUNCHER_DEBUG", "1")
                .run("-o", "-", recording);
        assertEquals(0, converted.exitCode(), converted.err());
        assertArrayEquals(expected, converted.bytes());
    }

    @Test
    void aPortOfTheApplicationIsNotWanted() throws Exception {
        try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getByName("0.0.0.0"))) {
            Result top = new InstalledTool(folder)
                    .with("JAVA_TOOL_OPTIONS", jmx(taken))
                    .run("top", recording);
            assertEquals(0, top.exitCode(), top.err());
            assertTrue(top.err().contains(": 7 live"), top.err());
        }
    }

    private static String jmx(ServerSocket taken) {
        return "-Dcom.sun.management.jmxremote.port=" + taken.getLocalPort()
                + " -Dcom.sun.management.jmxremote.authenticate=false -Dcom.sun.management.jmxremote.ssl=false";
    }

    /** The jar obeys JAVA_TOOL_OPTIONS, for the JVM reads it before the program begins; the jcmd it starts need not. */
    @ParameterizedTest
    @MethodSource("homes")
    void noProcessThatTheToolStartsTakesThem(Path home) throws Exception {
        // Each JVM names a file of its own in a folder.
        Path recorded = Files.createDirectory(folder.resolve("recorded"));
        try (LivingJvm living = LivingJvm.start(home)) {
            Result top = new InstalledTool(folder, home)
                    .with("JAVA_TOOL_OPTIONS", "-XX:StartFlightRecording:filename=" + recorded)
                    .runJar("top", "--pid", living.pid());
            assertEquals(0, top.exitCode(), top.err());
            try (Stream<Path> files = Files.list(recorded)) {
                assertEquals(1, files.count(), "only the tool's own JVM recorded");
            }
        }
    }

    @Test
    void optionsOnTheCommandLineStay() throws Exception {
        Path file = folder.resolve("own.jfr");
        Result version = new InstalledTool(folder).run("-J-XX:StartFlightRecording:filename=" + file, "--version");
        assertEquals(0, version.exitCode(), version.err());
        assertTrue(Files.size(file) > 0);
    }
}
