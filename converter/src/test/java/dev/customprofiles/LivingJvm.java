package dev.customprofiles;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.TimeUnit;

/**
 * A JVM that opens and closes things on command: {@code open N}, {@code connect N}, {@code close N}, {@code drop N},
 * {@code quit}.
 */
public final class LivingJvm implements AutoCloseable {

    public static final String PROFILE = "living.Conn";

    private final Process process;
    private final BufferedReader out;
    private final Writer in;

    private LivingJvm(Process process) {
        this.process = process;
        this.out = new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8));
        this.in = process.outputWriter(StandardCharsets.UTF_8);
    }

    /** Starts it; with 3 opened and 4 connected. */
    public static LivingJvm start(Path home, String... jvmOptions) throws IOException {
        LivingJvm living = new LivingJvm(ChildJvm.start(home, Program.class, List.of(jvmOptions)));
        living.tell("open 3");
        living.tell("connect 4");
        return living;
    }

    /** Tells it to do something and waits until it has. */
    public void tell(String command) throws IOException {
        in.write(command + "\n");
        in.flush();
        String answer = out.readLine();
        if (!command.equals(answer)) {
            throw new IOException("expected " + command + ", but was " + answer);
        }
    }

    public long pid() {
        return process.pid();
    }

    /** {@code process 4242 (dev.customprofiles.LivingJvm$Program)}. */
    public String name() {
        return "process " + pid() + " (" + Program.class.getName() + ")";
    }

    /** What {@code jcmd} says, from its own JDK. */
    public String jcmd(String... command) throws IOException, InterruptedException {
        return jcmd(pid(), command);
    }

    public static String jcmd(long pid, String... command) throws IOException, InterruptedException {
        List<String> words =
                new ArrayList<>(List.of(ChildJvm.home().resolve("bin/jcmd").toString()));
        ChildJvm.QUICK.forEach(option -> words.add("-J" + option));
        words.addAll(List.of(Long.toString(pid), String.join(" ", command)));
        Process jcmd = new ProcessBuilder(words).redirectErrorStream(true).start();
        String said = new String(jcmd.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        jcmd.waitFor();
        return said;
    }

    /** The end that gives it time to clean up. */
    public void quit() throws IOException, InterruptedException {
        in.write("quit\n");
        in.flush();
        process.waitFor(10, TimeUnit.SECONDS);
    }

    @Override
    public void close() {
        kill();
    }

    public void kill() {
        try {
            process.destroyForcibly().waitFor(10, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** What runs in it. */
    static final class Program {

        private static final Profile CONNECTIONS = Profile.create(PROFILE);
        private static final Deque<Object> HELD = new ArrayDeque<>();

        private Program() {}

        public static void main(String[] arguments) throws IOException, InterruptedException {
            Thread thread = new Thread(Program::obey, "obeying");
            thread.start();
            thread.join();
        }

        private static void obey() {
            try (BufferedReader in = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8))) {
                for (String line = in.readLine(); line != null && !line.equals("quit"); line = in.readLine()) {
                    String[] words = line.split(" ");
                    for (int i = 0; i < Integer.parseInt(words[1]); i++) {
                        switch (words[0].toLowerCase(Locale.ROOT)) {
                            case "open" -> open();
                            case "connect" -> connect();
                            case "close" -> CONNECTIONS.remove(HELD.pop());
                            case "drop" -> HELD.pop();
                            default -> throw new IllegalArgumentException(line);
                        }
                    }
                    System.out.println(line);
                }
            } catch (IOException e) {
                throw new java.io.UncheckedIOException(e);
            }
        }

        private static void open() {
            Object value = new Object();
            CONNECTIONS.add(value);
            HELD.push(value);
        }

        private static void connect() {
            Object value = new Object();
            CONNECTIONS.add(value);
            HELD.push(value);
        }
    }
}
