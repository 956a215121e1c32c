package dev.customprofiles.process;

import dev.customprofiles.writer.IoReason;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Consumer;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The agent in a running process: loaded when this is made, taken out when this is closed or when the tool is interrupted. While it is in,
 * what the program opens and closes is recorded, although the program knows nothing of it.
 */
public final class Watching implements AutoCloseable {

    /** The agent's jar, which the build puts beside this class. */
    private static final String JAR = "customprofiles-agent.jar";

    /** What the agent says of itself. */
    private static final Pattern STATE = Pattern.compile("(?m)^customprofiles\\.agent=(.*)$");

    /** The first JDK that warns of agents that are loaded into a running JVM. */
    private static final int WARNING_JDK = 21;

    private static final Pattern VERSION = Pattern.compile("(?m)^java\\.specification\\.version=(\\d+)");

    private final JavaProcess process;
    private final Consumer<String> notes;

    /** The agent's jar as the process sees it, and as this JVM does: in a container they are different paths of one file. */
    private final Path jar;

    private final Path written;
    private final Thread closing = new Thread(this::takeOut);
    private boolean watches;
    private boolean closed;

    private Watching(JavaProcess process, Consumer<String> notes) {
        this.process = process;
        this.notes = notes;
        this.jar = Path.of(
                "/tmp", "customprofiles-agent-" + ProcessHandle.current().pid() + ".jar");
        Path there = Path.of("/proc", Long.toString(process.pid()), "root").resolve("tmp");
        this.written = Files.isDirectory(there) ? there.resolve(jar.getFileName()) : jar;
    }

    /**
     * Loads the agent.
     *
     * @param presets the names of the agent's presets
     * @param notes receives a line for everything that is done to the process or left in it
     * @throws IOException if it cannot be loaded, if a preset does not exist, or if the process has the agent already; the message is one
     *     line, and nothing is left behind
     */
    public static Watching start(long pid, List<String> presets, Consumer<String> notes) throws IOException {
        JavaProcess process = JavaProcess.of(pid, notes);
        String before = state(process);
        if (before.startsWith("watches ")) {
            throw new IOException(process.name() + " has the agent already, which " + before + ": leave --watch out");
        }
        Watching watching = new Watching(process, notes);
        watching.begin(String.join(",", presets));
        return watching;
    }

    private void begin(String presets) throws IOException {
        Runtime.getRuntime().addShutdownHook(closing);
        try {
            writeJar();
            load("presets=" + presets);
            String facts = process.command("VM.system_properties");
            String state = state(facts);
            if (!state.startsWith("watches ")) {
                throw new IOException(process.name() + ": " + (state.isEmpty() ? "the agent did not start" : state));
            }
            Matcher version = VERSION.matcher(facts);
            watches = true;
            boolean warns = version.find() && Integer.parseInt(version.group(1)) >= WARNING_JDK;
            notes.accept(process.name() + ": the agent " + state + " from now on, and nothing that is open already"
                    + (warns ? "; the JVM warns on its standard error that an agent was loaded (JEP 451)" : ""));
        } catch (IOException | RuntimeException | Error e) {
            close();
            throw e;
        }
    }

    private void writeJar() throws IOException {
        try (InputStream contents = Watching.class.getResourceAsStream(JAR)) {
            if (contents == null) {
                throw new IOException("this build of jfr2pprof has no agent");
            }
            try (OutputStream out = Files.newOutputStream(written)) {
                contents.transferTo(out);
            }
        } catch (IOException e) {
            throw new IOException(
                    "cannot write the agent for " + process.name() + " to " + written + ": " + IoReason.of(e), e);
        }
    }

    private void load(String options) throws IOException {
        String answer = process.command("JVMTI.agent_load " + jar + " \"" + options + "\"");
        if (!answer.contains("return code: 0")) {
            String reason = answer.contains("return code: 102")
                    ? " (has it the module java.instrument? Started with -m, it takes --add-modules java.instrument)"
                    : "";
            throw new IOException(process.name() + " does not take the agent" + reason + ": "
                    + answer.lines()
                            .map(String::strip)
                            .filter(line -> !line.isEmpty() && !line.matches("\\d+:"))
                            .findFirst()
                            .orElse("it says nothing"));
        }
    }

    private static String state(JavaProcess process) throws IOException {
        return state(process.command("VM.system_properties"));
    }

    private static String state(String properties) {
        Matcher state = STATE.matcher(properties);
        return state.find() ? state.group(1).replace("\\", "") : "";
    }

    /** Takes the agent out and says what stays. Does nothing if the process has ended. */
    @Override
    public void close() {
        try {
            Runtime.getRuntime().removeShutdownHook(closing);
        } catch (IllegalStateException ending) {
            return; // the hook does it
        }
        takeOut();
    }

    private synchronized void takeOut() {
        if (closed) {
            return;
        }
        closed = true;
        try {
            if (process.isAlive() && !process.isStopped() && !state(process).isEmpty()) {
                load("presets=none");
            }
            if (watches && process.isAlive()) {
                notes.accept(
                        process.name() + ": the agent was taken out, and the classes are as they were; what stays is"
                                + " the empty class java.lang.CustomProfilesHook and the agent's entry in the class path");
            }
        } catch (IOException e) {
            notes.accept(process.name() + ": the agent could not be taken out: " + e.getMessage());
        } finally {
            try {
                Files.deleteIfExists(written);
            } catch (IOException e) {
                notes.accept("cannot delete " + written + ": " + IoReason.of(e));
            }
        }
    }
}
