package dev.customprofiles.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.customprofiles.ChildJvm;
import dev.customprofiles.LivingJvm;
import dev.customprofiles.cli.Cli.Result;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Folders for temporary files that are missing or full, the tool's and those of processes. */
class TemporaryFolderTest {

    private static final String OPTION = "-Djava.io.tmpdir=";

    @TempDir
    private Path folder;

    static List<Path> homes() throws IOException {
        return ChildJvm.homes();
    }

    private Path zipped() throws Exception {
        Path recording = folder.resolve("app.jfr");
        RecordingFixture.record(recording, "temporary.Open");
        Path zipped = folder.resolve("app.jfr.gz");
        try (OutputStream out = new GZIPOutputStream(Files.newOutputStream(zipped))) {
            Files.copy(recording, out);
        }
        return zipped;
    }

    /** What a newer JDK says by itself. */
    private static final String WARNING = "WARNING: java.io.tmpdir directory does not exist\n";

    private static void assertRefused(Path folder, String reason, Result result) {
        assertEquals(
                "jfr2pprof: cannot write a temporary file in " + folder + ": " + reason
                        + " (-J-Djava.io.tmpdir=FOLDER names another folder)\n",
                result.err().replace(WARNING, ""));
        assertEquals(1, result.exitCode());
    }

    @Test
    void aZippedRecordingIsNotUnpacked() throws Exception {
        Path zipped = zipped();
        Path missing = folder.resolve("missing");
        InstalledTool tool = new InstalledTool(folder);
        assertRefused(missing, "no such folder", tool.run("-J" + OPTION + missing, "top", zipped));
        assertRefused(zipped, "no such folder", tool.run("-J" + OPTION + zipped, "top", zipped));
        // No file larger than this, as if nothing more fitted onto the disk.
        assertRefused(
                folder,
                "file too large",
                tool.shell("ulimit -f 1; exec \"$0\" -J" + OPTION + folder + " top app.jfr.gz"));
    }

    @ParameterizedTest
    @MethodSource("homes")
    void whatAProcessRecordedIsNotCopied(Path home) throws Exception {
        Path missing = folder.resolve("missing");
        try (LivingJvm living = LivingJvm.start(home)) {
            InstalledTool tool = new InstalledTool(folder, home);
            assertRefused(missing, "no such folder", tool.run("-J" + OPTION + missing, "top", "--pid", living.pid()));
            assertRefused(
                    folder,
                    "file too large",
                    tool.shell("ulimit -f 1; exec \"$0\" -J" + OPTION + folder + " top --pid " + living.pid()));
            assertTrue(living.jcmd("JFR.check").contains("No available recordings"), "ours is stopped");
        }
    }

    /** A file system of that many bytes, until the action has ended. */
    private interface Action {
        void in(Path full) throws Exception;
    }

    private void withSmallFileSystem(Action action) throws Exception {
        Path full = Files.createDirectory(folder.resolve("full"));
        assumeTrue(
                new ProcessBuilder("mount", "-t", "tmpfs", "-o", "size=64k", "tmpfs", full.toString())
                                .start()
                                .waitFor()
                        == 0,
                "only root can mount");
        try {
            action.in(full);
        } finally {
            new ProcessBuilder("umount", "-l", full.toString()).start().waitFor();
        }
    }

    @ParameterizedTest
    @MethodSource("homes")
    void aProcessThatRecordingWouldEndIsLeftAlone(Path home) throws Exception {
        withSmallFileSystem(full -> {
            for (String option : List.of(OPTION + full, "-XX:FlightRecorderOptions:repository=" + full)) {
                try (LivingJvm living = LivingJvm.start(home, option)) {
                    Result top = Cli.run("top", "--pid", living.pid());
                    assertEquals(
                            "jfr2pprof: " + living.name()
                                    + " is not recording, and no recording is started: there is no space for one in "
                                    + full
                                    + ", and without it the JVM would end\n",
                            top.err());
                    assertEquals(1, top.exitCode());
                    living.tell("open 1");
                }
            }
        });
    }

    @ParameterizedTest
    @MethodSource("homes")
    void aProcessThatCannotRecordSaysWhy(Path home) throws Exception {
        Path file = Files.createFile(folder.resolve("file"));
        try (LivingJvm living = LivingJvm.start(home, OPTION + file)) {
            for (String command : List.of("top", "serve")) {
                Result refused = Cli.run(command, "--pid", living.pid());
                assertEquals(
                        "jfr2pprof: " + living.name()
                                + " cannot record: Can't create Flight Recorder. Unable to create JFR repository directory using"
                                + " base location (" + file + ")\n",
                        refused.err());
                assertEquals(1, refused.exitCode());
            }
        }
    }
}
