package dev.customprofiles.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.customprofiles.ChildJvm;
import dev.customprofiles.ExternalPrograms;
import dev.customprofiles.LivingJvm;
import dev.customprofiles.cli.Cli.Result;
import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Looking into JVMs that are running, of each JDK that is installed. */
class PidTest {

    @TempDir
    private Path folder;

    static List<Path> homes() throws IOException {
        return ChildJvm.homes();
    }

    private static void assertShowsAll(Result top) {
        assertEquals(0, top.exitCode(), top.err());
        assertTrue(top.out().contains("         4 57.14% 57.14%          4 57.14%  " + Programs.CONNECT), top.out());
        assertTrue(top.out().contains("         3 42.86%   100%          3 42.86%  " + Programs.OPEN), top.out());
    }

    private static final class Programs {
        static final String OPEN = "dev.customprofiles.LivingJvm$Program.open";
        static final String CONNECT = "dev.customprofiles.LivingJvm$Program.connect";
    }

    @ParameterizedTest
    @MethodSource("homes")
    void aJvmThatNeverRecordedIsShownAndLeftAsItWasFound(Path home) throws Exception {
        try (LivingJvm living = LivingJvm.start(home)) {
            Result top = Cli.run("top", "--pid", living.pid());
            assertShowsAll(top);
            assertTrue(
                    top.err()
                            .matches(
                                    "(?s)jfr2pprof: note: \\Q" + living.name()
                                            + "\\E recorded nothing: its custom profiles were recorded for \\S+; that recording has been stopped\n.*"),
                    top.err());
            assertTrue(living.jcmd("JFR.check").contains("No available recordings"), living.jcmd("JFR.check"));
            living.tell("close 2");
            assertTrue(Cli.run("top", "--pid", living.pid()).err().contains(": 5 live from 2 sites"));
        }
    }

    @ParameterizedTest
    @MethodSource("homes")
    void aJvmThatRecordsIsReadAndNotTouched(Path home) throws Exception {
        Path repository = Files.createDirectory(folder.resolve("repository"));
        try (LivingJvm living = LivingJvm.start(
                home,
                "-XX:StartFlightRecording:name=theirs,filename=" + folder.resolve("theirs.jfr"),
                "-XX:FlightRecorderOptions:repository=" + repository)) {
            String check = living.jcmd("JFR.check", "verbose=true");
            List<Path> chunks = chunks(repository);
            Result top = untilFlushed(() -> Cli.run("top", "--pid", living.pid()), ": 7 live");
            assertShowsAll(top);
            assertTrue(
                    top.err().contains(living.name() + " records already (theirs): read from " + repository),
                    top.err());
            assertEquals(check, living.jcmd("JFR.check", "verbose=true"));
            assertEquals(chunks, chunks(repository));
        }
    }

    @Test
    @Execution(ExecutionMode.CONCURRENT) // five seconds, in which there might be a flush
    void aRecordingInMemoryIsNotDisturbed() throws Exception {
        try (LivingJvm living = LivingJvm.start(ChildJvm.home())) {
            living.jcmd("JFR.start name=theirs disk=false");
            String check = living.jcmd("JFR.check");
            Result top = Cli.run("top", "--pid", living.pid());
            assertEquals(
                    "jfr2pprof: " + living.name() + " records already (theirs), but nothing to disk that could be read,"
                            + " and it is not disturbed\n",
                    top.err());
            assertEquals(check, living.jcmd("JFR.check"));
        }
    }

    /** The program, serving a process; it says what it records. */
    private static Process serving(List<String> prefix, Object pid) throws IOException {
        List<String> command = new ArrayList<>(prefix);
        command.addAll(ChildJvm.quick(Main.class.getName(), "serve", "--port", "0", "--pid", pid.toString()));
        return new ProcessBuilder(command).redirectErrorStream(true).start();
    }

    private static String recordedBy(Process serving) throws IOException {
        String note = serving.inputReader().readLine();
        while (note.contains("has not answered yet")) {
            note = serving.inputReader().readLine();
        }
        Matcher recording =
                Pattern.compile("\\(recording (jfr2pprof-[\\d-]+)\\)").matcher(note);
        assertTrue(recording.find(), note);
        serving.inputReader().readLine();
        return recording.group(1);
    }

    @Test
    void aRecordingOfOursThatWasAbandonedIsStopped() throws Exception {
        try (LivingJvm living = LivingJvm.start(ChildJvm.home())) {
            Process serving = serving(List.of(), living.pid());
            String recording = recordedBy(serving);
            serving.destroyForcibly().waitFor();
            assertTrue(living.jcmd("JFR.check").contains("name=" + recording + " "), living.jcmd("JFR.check"));
            assertShowsAll(Cli.run("top", "--pid", living.pid()));
            assertTrue(living.jcmd("JFR.check").contains("No available recordings"), living.jcmd("JFR.check"));
        }
    }

    @Test
    void aRecordingOfOursThatIsInUseIsReadAndGoesOn() throws Exception {
        try (LivingJvm living = LivingJvm.start(ChildJvm.home())) {
            Process serving = serving(List.of(), living.pid());
            try {
                String recording = recordedBy(serving);
                Result top = Cli.run("top", "--pid", living.pid());
                assertShowsAll(top);
                assertTrue(top.err().contains("records already (" + recording + "): "), top.err());
                assertTrue(living.jcmd("JFR.check").contains("name=" + recording + " "), living.jcmd("JFR.check"));
            } finally {
                serving.destroyForcibly();
            }
        }
    }

    /** A container with a JVM and the program in it, which have other ids outside. */
    @Test
    void aRecordingMadeInAnotherPidNamespaceGoesOn() throws Exception {
        List<String> unshare = List.of("unshare", "--pid", "--fork", "--mount-proc", "--kill-child");
        assumeTrue(succeeds(unshare), "no namespaces can be made here");
        String java = "'" + ChildJvm.home().resolve("bin/java") + "' " + String.join(" ", ChildJvm.QUICK) + " -cp '"
                + System.getProperty("java.class.path") + "' ";
        String inside = "exec 3<&0; " + java + "blobstore.Main wait <&3 >/dev/null & jvm=$!; "
                + "for try in 1 2 3 4 5 6 7 8 9; do " + java + Main.class.getName()
                + " list --pid $jvm 2>/dev/null | grep -q blobstore.Open && break; done; "
                + java + Main.class.getName() + " serve --port 0 --pid $jvm; true";
        List<String> command = new ArrayList<>(unshare);
        command.addAll(List.of("sh", "-c", inside));
        Process container =
                new ProcessBuilder(command).redirectErrorStream(true).start();
        try {
            String recording = recordedBy(container);
            long pid = container
                    .descendants()
                    .filter(process -> process.info().commandLine().orElse("").contains("blobstore.Main wait"))
                    .filter(process -> process.info().command().orElse("").endsWith("java"))
                    .findFirst()
                    .orElseThrow()
                    .pid();
            Result top = Cli.run("top", "--pid", pid);
            assertEquals(0, top.exitCode(), top.err());
            assertTrue(top.err().contains("records already (" + recording + "): "), top.err());
            assertTrue(top.err().contains("'jcmd " + pid + " JFR.stop name=" + recording + "' stops it"), top.err());
            String check = LivingJvm.jcmd(pid, "JFR.check");
            assertTrue(check.contains("name=" + recording + " "), check);
        } finally {
            container.destroyForcibly();
        }
    }

    private static void signal(String name, long pid) throws Exception {
        assertEquals(
                0,
                new ProcessBuilder("kill", "-" + name, Long.toString(pid))
                        .start()
                        .waitFor());
        // It takes effect when the process is scheduled.
        Path status = Path.of("/proc", Long.toString(pid), "status");
        while (name.equals("STOP") != Files.readString(status).contains("State:\tT")) {
            Thread.onSpinWait();
        }
    }

    @ParameterizedTest
    @MethodSource("homes")
    @Execution(ExecutionMode.CONCURRENT) // ten seconds each time
    void aStoppedProcessIsNamedAndWaitedForNoLongerThanIsSensible(Path home) throws Exception {
        assumeTrue(Files.exists(Path.of("/proc/self/status")), "only Linux tells");
        try (LivingJvm living = LivingJvm.start(home)) {
            // With and without its ear open for jcmd.
            for (String command : List.of("top", "serve")) {
                signal("STOP", living.pid());
                Result result = Cli.run(command, "--pid", living.pid());
                assertEquals(
                        "jfr2pprof: note: waiting for process " + living.pid() + ", which is stopped\n"
                                + "jfr2pprof: process " + living.pid() + " is stopped and does not answer ('kill -CONT "
                                + living.pid() + "' lets it go on)\n",
                        result.err());
                assertEquals(1, result.exitCode());
                signal("CONT", living.pid());
                assertShowsAll(Cli.run("top", "--pid", living.pid()));
            }
            // Its output has nothing but answers: no dump of threads.
            living.tell("open 1");
        }
    }

    @Test
    void aStoppedProcessThatGoesOnIsShown() throws Exception {
        assumeTrue(Files.exists(Path.of("/proc/self/status")), "only Linux tells");
        try (LivingJvm living = LivingJvm.start(ChildJvm.home())) {
            signal("STOP", living.pid());
            Process top = new ProcessBuilder(
                            ChildJvm.quick(Main.class.getName(), "top", "--pid", Long.toString(living.pid())))
                    .start();
            assertEquals(
                    "jfr2pprof: note: waiting for process " + living.pid() + ", which is stopped",
                    top.errorReader().readLine());
            signal("CONT", living.pid());
            assertEquals(0, top.waitFor());
        }
    }

    private static boolean succeeds(List<String> command) throws InterruptedException {
        List<String> whole = new ArrayList<>(command);
        whole.add("true");
        try {
            return new ProcessBuilder(whole).start().waitFor() == 0;
        } catch (IOException e) {
            return false;
        }
    }

    private static List<Path> chunks(Path repository) throws IOException {
        try (Stream<Path> files = Files.walk(repository)) {
            return files.filter(Files::isRegularFile).sorted().toList();
        }
    }

    interface Run {
        Result get() throws Exception;
    }

    /** What was done last is there after the next flush. */
    private static Result untilFlushed(Run run, String expected) throws Exception {
        long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(20);
        Result result = run.get();
        while (!result.err().contains(expected) && System.nanoTime() < deadline) {
            result = run.get();
        }
        return result;
    }

    @Test
    void allCommandsTakeAProcess() throws Exception {
        try (LivingJvm living = LivingJvm.start(ChildJvm.home())) {
            Result list = Cli.run("list", "--pid", living.pid());
            assertEquals(0, list.exitCode(), list.err());
            assertTrue(list.out().contains("\n" + LivingJvm.PROFILE + "     7 "), list.out());
            Path file = folder.resolve("open.pb.gz");
            Result converted = Cli.run("--pid", living.pid(), "-o", file);
            assertEquals(0, converted.exitCode(), converted.err());
            assertTrue(Files.size(file) > 0);
            Result timeline = Cli.run("timeline", "--pid", living.pid());
            assertEquals(0, timeline.exitCode(), timeline.err());
            assertTrue(timeline.err().contains(LivingJvm.PROFILE), timeline.err());
        }
    }

    /** A program without the recorder. */
    static final class Plain {
        private Plain() {}

        public static void main(String[] arguments) throws IOException {
            System.out.println("started");
            System.in.read();
        }
    }

    private static Process started(String... options) throws IOException {
        Process process = ChildJvm.start(Plain.class, List.of(options));
        process.inputReader().readLine();
        return process;
    }

    private static void assertFails(String message, Process process) {
        try {
            Result result = Cli.run("top", "--pid", process.pid());
            assertEquals("jfr2pprof: " + message + "\n", result.err());
            assertEquals(1, result.exitCode());
            assertTrue(process.isAlive());
        } finally {
            end(process);
        }
    }

    /** Lets it end by itself, so that all it wrote can be read. */
    private static void end(Process process) {
        try {
            process.getOutputStream().close();
            process.waitFor(10, TimeUnit.SECONDS);
        } catch (IOException | InterruptedException e) {
            throw new AssertionError(e);
        } finally {
            if (process.isAlive()) {
                process.destroyForcibly();
            }
        }
    }

    @Test
    void aJvmWithoutTheRecorderIsNamedAndNotMadeToRecord() throws Exception {
        Process process = started();
        assertFails(
                "no custom profiles in process " + process.pid() + " (" + Plain.class.getName()
                        + "): it has not loaded the recorder, and nothing else is recorded in it",
                process);
    }

    @Test
    void aJvmWithoutAttachingIsLeftInPeace() throws Exception {
        Process process = started("-XX:+DisableAttachMechanism");
        assertFails(
                "process " + process.pid() + " cannot be looked into: it was started with -XX:+DisableAttachMechanism",
                process);
        assertEquals(List.of(), process.inputReader().lines().toList(), "no dump of threads");
    }

    @Test
    void aJvmThatDoesNotListenIsNotEnded() throws Exception {
        Process process = started("-Xrs");
        assertFails(
                "process " + process.pid() + " does not listen: it was started with -Xrs, or only just now", process);
    }

    @Test
    void whatIsNoJvmIsNotEnded() throws Exception {
        assumeTrue(Files.exists(Path.of("/proc/self/maps")), "only Linux tells");
        ExternalPrograms.assumeFound("cat");
        Process process = new ProcessBuilder("cat").start();
        assertFails("process " + process.pid() + " is not a JVM", process);
    }

    @Test
    void aProcessThatHasEndedIsNone() throws Exception {
        ExternalPrograms.assumeFound("true");
        Process process = new ProcessBuilder("true").start();
        process.waitFor();
        Result result = Cli.run("top", "--pid", process.pid());
        assertEquals("jfr2pprof: no process " + process.pid() + "\n", result.err());
        assertEquals(1, result.exitCode());
    }

    @Test
    void aProcessOfAnotherUserIsRefusedByItsOwner() throws Exception {
        assumeTrue(System.getProperty("user.name").equals("root"), "only root can be somebody else");
        ExternalPrograms.assumeFound("setpriv");
        Process process = started();
        try {
            Process other = new ProcessBuilder(
                            "setpriv",
                            "--reuid=65534",
                            "--regid=65534",
                            "--clear-groups",
                            ChildJvm.home().resolve("bin/java").toString(),
                            "-cp",
                            readableByAll(),
                            Main.class.getName(),
                            "top",
                            "--pid",
                            Long.toString(process.pid()))
                    .redirectErrorStream(true)
                    .start();
            String said = new String(other.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            assertEquals(
                    "jfr2pprof: process " + process.pid()
                            + " belongs to root, and only that user and root can look into it\n",
                    said);
            assertEquals(1, other.waitFor());
        } finally {
            process.destroyForcibly();
        }
    }

    /** The class path, which may be in a user's home. */
    private String readableByAll() throws IOException {
        Path copies = Files.createDirectory(folder.resolve("class-path"));
        Files.setPosixFilePermissions(folder, PosixFilePermissions.fromString("rwxr-xr-x"));
        List<String> copied = new ArrayList<>();
        for (String entry : System.getProperty("java.class.path").split(File.pathSeparator)) {
            Path copy = copies.resolve(Integer.toString(copied.size()));
            try (Stream<Path> files = Files.walk(Path.of(entry))) {
                for (Path file : files.toList()) {
                    Files.copy(
                            file, copy.resolve(Path.of(entry).relativize(file)).normalize());
                }
            }
            copied.add(copy.toString());
        }
        return String.join(File.pathSeparator, copied);
    }

    @Test
    void aProcessAndARecordingAreTooMuch() {
        Result result = Cli.run("top", "--pid", 1, "app.jfr");
        assertEquals("jfr2pprof: either --pid or recordings, not both\n", result.err());
        assertEquals(2, result.exitCode());
    }
}
