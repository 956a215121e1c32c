package dev.customprofiles.process;

import java.io.IOException;
import java.io.StringReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Properties;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Consumer;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** A running JVM and its recordings. */
final class JavaProcess {

    /** Attaching sends this signal, which ends a JVM that does not catch it. */
    private static final int SIGQUIT = 3;

    private static final String ATTACH = "DisableAttachMechanism";

    private static final Pattern JAVA_OPTIONS = Pattern.compile("(?<=^|\0)(JAVA_TOOL|JDK_JAVA|_JAVA)_OPTIONS=[^\0]*");
    private static final Pattern MAIN = Pattern.compile("(?m)^java_command: (\\S+)");
    private static final Pattern RUNNING =
            Pattern.compile("(?m)^Recording (\\d+): name=(.*?)( \\w+=.*)? \\(running\\)$");
    private static final Pattern REPOSITORY = Pattern.compile("(?m)^Repository path: (.+)$");
    private static final Pattern REPOSITORY_OPTION =
            Pattern.compile("(?m)^jvm_args: .*-XX:FlightRecorderOptions[:=]\\S*?repository=([^,\\s]+)");
    private static final Pattern TEMPORARY = Pattern.compile("(?m)^java\\.io\\.tmpdir=.*$");
    private static final String RECORDER = "dev.customprofiles.Profile";

    private final ProcessHandle handle;
    private final Consumer<String> notes;
    private CompletableFuture<ProcessHandle> exit;
    private final String main;
    private final boolean hasRecorder;
    private final List<String> recordings;
    private final Path repositoryBase;

    private JavaProcess(
            ProcessHandle handle,
            Consumer<String> notes,
            String main,
            boolean hasRecorder,
            List<String> recordings,
            Path repositoryBase) {
        this.handle = handle;
        this.notes = notes;
        this.main = main;
        this.hasRecorder = hasRecorder;
        this.recordings = List.copyOf(recordings);
        this.repositoryBase = repositoryBase;
    }

    /**
     * Inspects a process without changing it. If it cannot be used, the message of the exception is one line with the
     * reason.
     *
     * @param notes receives a line for each wait, now and later
     */
    static JavaProcess of(long pid, Consumer<String> notes) throws IOException {
        ProcessHandle handle = ProcessHandle.of(pid)
                .filter(ProcessHandle::isAlive)
                .orElseThrow(() -> new IOException("no process " + pid));
        refuseOthers(handle);
        refuseDeaf(pid);
        String facts = Jcmd.run(
                pid, notes, "VM.command_line", "VM.class_hierarchy " + RECORDER, "JFR.check", "VM.system_properties");
        Matcher main = MAIN.matcher(facts);
        List<String> recordings = new ArrayList<>();
        Matcher running = RUNNING.matcher(facts);
        while (running.find()) {
            recordings.add(running.group(2));
        }
        return new JavaProcess(
                handle,
                notes,
                main.find() ? Path.of(main.group(1)).getFileName().toString() : "unknown",
                facts.contains("|--" + RECORDER + "/"),
                recordings,
                repositoryBase(pid, facts));
    }

    private static Path repositoryBase(long pid, String facts) throws IOException {
        Matcher given = REPOSITORY_OPTION.matcher(facts);
        String base;
        if (given.find()) {
            base = given.group(1);
        } else {
            Matcher line = TEMPORARY.matcher(facts);
            Properties properties = new Properties();
            properties.load(new StringReader(line.find() ? line.group() : ""));
            base = properties.getProperty("java.io.tmpdir", "/tmp");
        }
        // A relative path is relative to the working directory of the process.
        return Path.of("/proc", Long.toString(pid), "cwd").resolve(base);
    }

    private static void refuseOthers(ProcessHandle handle) throws IOException {
        String owner = handle.info().user().orElse("");
        String user = System.getProperty("user.name");
        if (!owner.isEmpty() && !owner.equals(user) && !user.equals("root")) {
            throw new IOException("process " + handle.pid() + " belongs to " + owner
                    + ", and only that user and root can look into it");
        }
    }

    /**
     * Rejects processes that would not answer, or worse: attaching sends a signal that ends other programs, and makes a
     * JVM without attaching print its threads. This can be checked in advance only on Linux.
     */
    private static void refuseDeaf(long pid) throws IOException {
        Path facts = Path.of("/proc", Long.toString(pid));
        if (!Files.isReadable(facts.resolve("maps"))) {
            return;
        }
        try {
            // ISO-8859-1 can decode any bytes.
            try (Stream<String> maps = Files.lines(facts.resolve("maps"), StandardCharsets.ISO_8859_1)) {
                if (maps.noneMatch(line -> line.contains("libjvm"))) {
                    throw new IOException("process " + pid + " is not a JVM");
                }
            }
            String options = Files.readString(facts.resolve("cmdline"), StandardCharsets.ISO_8859_1)
                    + JAVA_OPTIONS
                            .matcher(Files.readString(facts.resolve("environ"), StandardCharsets.ISO_8859_1))
                            .results()
                            .map(MatchResult::group)
                            .collect(Collectors.joining());
            if (options.contains("-XX:+" + ATTACH)) {
                throw new IOException("process " + pid + " cannot be looked into: it was started with -XX:+" + ATTACH);
            }
            if (!catchesQuit(facts)) {
                throw new IOException(
                        "process " + pid + " does not listen: it was started with -Xrs, or only just now");
            }
        } catch (java.nio.file.NoSuchFileException e) {
            throw new IOException("process " + pid + " has ended");
        } catch (java.nio.file.AccessDeniedException e) {
            // jcmd will report it.
        }
    }

    private static boolean catchesQuit(Path facts) throws IOException {
        for (String line : Files.readAllLines(facts.resolve("status"), StandardCharsets.ISO_8859_1)) {
            if (line.startsWith("SigCgt:")) {
                return (Long.parseUnsignedLong(
                                                line.substring(line.indexOf(':') + 1)
                                                        .trim(),
                                                16)
                                        >> SIGQUIT - 1
                                & 1)
                        == 1;
            }
        }
        return true;
    }

    long pid() {
        return handle.pid();
    }

    /** The main class, or the name of the jar. */
    String main() {
        return main;
    }

    /** {@code process 4242 (com.acme.Main)}. */
    String name() {
        return "process " + pid() + " (" + main + ")";
    }

    boolean isStopped() {
        return Stopped.is(pid());
    }

    boolean isAlive() {
        return handle.isAlive();
    }

    /** Returns a future shared by all waiters: each future of the JDK stays until the process ends. */
    private synchronized CompletableFuture<ProcessHandle> exit() {
        if (exit == null) {
            exit = handle.onExit();
        }
        return exit;
    }

    /** Waits up to a timeout for the process to end; returns whether it has. */
    boolean endsWithin(long nanos) throws InterruptedException {
        try {
            exit().get(Math.max(0, nanos), TimeUnit.NANOSECONDS);
            return true;
        } catch (TimeoutException e) {
            return !handle.isAlive();
        } catch (ExecutionException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Returns whether the recorder was loaded when the process was inspected. */
    boolean hasRecorder() {
        return hasRecorder;
    }

    /** Returns the names of the running recordings. */
    List<String> recordings() {
        return recordings;
    }

    /**
     * Runs commands, and returns the repository of the process. Only for a process that is recording by then, because
     * otherwise the query would start a repository.
     */
    Path repository(String... commands) throws IOException {
        String said = Jcmd.run(
                pid(),
                notes,
                Stream.concat(Stream.of(commands), Stream.of("JFR.configure")).toArray(String[]::new));
        Matcher found = REPOSITORY.matcher(said);
        // "N/A" if it could not be created.
        if (!found.find() || !Path.of(found.group(1).trim()).isAbsolute()) {
            throw new IOException(name() + " cannot record: "
                    + said.lines()
                            .filter(line -> !line.isBlank() && !line.matches("\\d+:"))
                            .findFirst()
                            .orElse("it says nothing"));
        }
        return inside(Path.of(found.group(1).trim()));
    }

    /** Returns where the process will write its repository if it has none yet; the folder may not exist. */
    Path repositoryBase() {
        return inside(repositoryBase);
    }

    /** Converts an absolute path of the process, which may be in a container, to one of ours. */
    private Path inside(Path path) {
        Path there = Path.of("/proc", Long.toString(pid()), "root")
                .resolve(path.getRoot().relativize(path));
        return Files.isDirectory(path) || !Files.isDirectory(there) ? path : there;
    }

    String command(String command) throws IOException {
        return Jcmd.run(pid(), notes, command);
    }

    /** Runs a command that may take minutes. */
    String commandThatTakesLong(String command) throws IOException {
        return Jcmd.runLong(pid(), notes, command);
    }
}
