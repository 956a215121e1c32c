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

/**
 * The JDK's {@code jcmd}: the way to a process that takes no flags on either side and leaves no agent in it, unlike JMX.
 */
final class Jcmd {

    private static final long SECONDS = 60;

    /** After this long, what is waited for is said; on a busy machine jcmd alone takes two. */
    private static final long QUIET_SECONDS = 5;

    private static final String NAME = "jcmd";

    /** For a program that runs for a moment. */
    private static final List<String> QUICK =
            List.of("-J-XX:-UsePerfData", "-J-XX:+UseSerialGC", "-J-XX:TieredStopAtLevel=1");

    /** Options for every JVM that starts, meant for the application: a port that is taken, a recording, logging. */
    private static final List<String> OPTIONS =
            List.of("JAVA_TOOL_OPTIONS", "JDK_JAVA_OPTIONS", "_JAVA_OPTIONS", "JDK_AOT_VM_OPTIONS");

    private Jcmd() {}

    /**
     * Runs commands in a process, one after the other, and returns what they say. Nothing is sent to a process while it is
     * stopped: it would answer when it goes on, on its own output.
     *
     * @param notes gets a line for each wait
     */
    static String run(long pid, Consumer<String> notes, String... commands) throws IOException {
        Stopped.await(pid, notes);
        List<String> command = new ArrayList<>(List.of(binary(pid).toString()));
        command.addAll(QUICK);
        command.addAll(List.of(Long.toString(pid), String.join("\n", commands)));
        ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true);
        builder.environment().keySet().removeAll(OPTIONS);
        Process process = builder.start();
        try {
            // Not through a file: the folder for temporary ones may be full.
            CompletableFuture<byte[]> output =
                    CompletableFuture.supplyAsync(() -> readAll(process), Jcmd::inBackground);
            String text = new String(awaited(output, pid, notes), charset());
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

    private static byte[] awaited(CompletableFuture<byte[]> output, long pid, Consumer<String> notes)
            throws InterruptedException, ExecutionException, TimeoutException {
        try {
            return output.get(QUIET_SECONDS, TimeUnit.SECONDS);
        } catch (TimeoutException e) {
            notes.accept("waiting for process " + pid + ", which "
                    + (Stopped.is(pid) ? "is stopped" : "has not answered yet"));
            return output.get(SECONDS, TimeUnit.SECONDS);
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

    /** Ours, or else that of the process: a Java that is no JDK has none. */
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
                        () -> new IOException("looking into a process takes the jcmd of a JDK, and there is none in "
                                + System.getProperty("java.home")));
    }

    /** The message of the exception that jcmd prints, without its class. */
    private static String reason(String output) {
        return output.lines()
                .filter(line -> line.contains("Exception") || line.contains("Error"))
                .findFirst()
                .or(() -> output.lines().filter(line -> !line.isBlank()).reduce((first, last) -> last))
                .map(line -> line.replaceFirst("^[\\w.$]*(Exception|Error)(: )?", ""))
                .filter(line -> !line.isBlank())
                .orElse("jcmd failed");
    }

    /** What a program writes into a file; the JVM's own default is UTF-8 from 18 on. */
    private static Charset charset() {
        return Charset.forName(
                System.getProperty("native.encoding", Charset.defaultCharset().name()));
    }
}
