package dev.customprofiles.process;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.Charset;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Consumer;
import java.util.stream.Stream;

/** Runs the JDK's {@code jcmd}. Unlike JMX, it needs no flags on either side and leaves no agent in the process. */
final class Jcmd {

    private static final long SECONDS = 60;

    private static final long LONG_SECONDS = 3600;

    /** Time after which a wait is reported. On a busy machine, jcmd alone takes two seconds. */
    private static final long QUIET_SECONDS = 5;

    private static final String NAME = "jcmd";

    /** Flags for a short-lived program. */
    private static final List<String> QUICK =
            List.of("-J-XX:-UsePerfData", "-J-XX:+UseSerialGC", "-J-XX:TieredStopAtLevel=1");

    /**
     * Environment variables with options for every JVM. They are meant for the application: a port that is in use, a
     * recording, logging.
     */
    private static final List<String> OPTIONS =
            List.of("JAVA_TOOL_OPTIONS", "JDK_JAVA_OPTIONS", "_JAVA_OPTIONS", "JDK_AOT_VM_OPTIONS");

    private Jcmd() {}

    /**
     * Runs commands in a process, one after the other, and returns their output. Nothing is sent to a stopped process:
     * it would answer when it continues, on its own output.
     *
     * @param notes receives a line for each wait
     */
    static String run(long pid, Consumer<String> notes, String... commands) throws IOException {
        return run(pid, notes, SECONDS, commands);
    }

    /** Like {@link #run}, for a command that may take long, such as one that writes a file. */
    static String runLong(long pid, Consumer<String> notes, String command) throws IOException {
        return run(pid, notes, LONG_SECONDS, command);
    }

    private static String run(long pid, Consumer<String> notes, long seconds, String... commands) throws IOException {
        Stopped.await(pid, notes);
        List<String> command = new ArrayList<>(List.of(binary(pid).toString()));
        command.addAll(QUICK);
        command.addAll(List.of(Long.toString(pid), String.join("\n", commands)));
        ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true);
        builder.environment().keySet().removeAll(OPTIONS);
        Process process = builder.start();
        try {
            // Not through a file, because the temporary folder may be full.
            CompletableFuture<byte[]> output =
                    CompletableFuture.supplyAsync(() -> readAll(process), Jcmd::inBackground);
            String text = new String(awaited(output, pid, seconds, notes), charset());
            if (process.waitFor() != 0) {
                throw Stopped.is(pid)
                        ? Stopped.unanswered(pid)
                        : new IOException("process " + pid + " cannot be looked into: " + reason(text));
            }
            return text;
        } catch (TimeoutException e) {
            throw Stopped.is(pid) ? Stopped.unanswered(pid) : new IOException("process " + pid + " does not answer", e);
        } catch (ExecutionException e) {
            throw new IOException(
                    "process " + pid + " cannot be looked into: " + e.getCause().getMessage(), e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("interrupted while process " + pid + " was asked", e);
        } finally {
            process.destroyForcibly();
        }
    }

    private static byte[] awaited(CompletableFuture<byte[]> output, long pid, long seconds, Consumer<String> notes)
            throws InterruptedException, ExecutionException, TimeoutException {
        try {
            return output.get(QUIET_SECONDS, TimeUnit.SECONDS);
        } catch (TimeoutException e) {
            notes.accept("waiting for process " + pid + ", which "
                    + (Stopped.is(pid) ? "is stopped" : "has not answered yet"));
            return output.get(seconds, TimeUnit.SECONDS);
        }
    }

    private static byte[] readAll(Process process) {
        try (InputStream output = process.getInputStream()) {
            return output.readAllBytes();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void inBackground(Runnable work) {
        Thread thread = new Thread(work, NAME);
        thread.setDaemon(true);
        thread.start();
    }

    /** Returns our jcmd, or else that of the process: a JRE has none. */
    private static Path binary(long pid) throws IOException {
        Stream<Path> beside = ProcessHandle.of(pid)
                .flatMap(process -> process.info().command())
                .stream()
                .map(Path::of)
                .map(Path::getParent);
        return Stream.concat(Stream.of(Path.of(System.getProperty("java.home"), "bin")), beside)
                .flatMap(folder -> Stream.of(folder.resolve(NAME), folder.resolve(NAME + ".exe")))
                .filter(Files::isExecutable)
                .findFirst()
                .orElseThrow(
                        () -> new IOException("looking into a process requires the jcmd of a JDK, and there is none in "
                                + System.getProperty("java.home")));
    }

    /** Returns the message of the exception that jcmd prints, without its class. */
    private static String reason(String output) {
        return output.lines()
                .filter(line -> line.contains("Exception") || line.contains("Error"))
                .findFirst()
                .or(() -> output.lines().filter(line -> !line.isBlank()).reduce((first, last) -> last))
                .map(line -> line.replaceFirst("^[\\w.$]*(Exception|Error)(: )?", ""))
                .filter(line -> !line.isBlank())
                .orElse("jcmd failed");
    }

    /** Returns the charset of a program's output; from JDK 18 on, the JVM's own default is UTF-8. */
    private static Charset charset() {
        return Charset.forName(
                System.getProperty("native.encoding", Charset.defaultCharset().name()));
    }
}
