package dev.customprofiles.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.customprofiles.ChildJvm;
import dev.customprofiles.Corpus;
import dev.customprofiles.ExternalPrograms;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.opentest4j.TestAbortedException;

/**
 * The pages of the documentation. In a block {@code console} each line that begins with {@code $} is run, all those of a
 * page one after the other in one folder, and what the page shows has to come out: instants, durations, peaks and widths of
 * columns aside, and {@code ...} being any lines. A block {@code sh} needs what is not here, such as a cluster; of that it
 * is only seen that a shell can read it.
 */
class DocsTest {

    private static final Path DOCS = Path.of("../docs");
    private static final Pattern BLOCK = Pattern.compile("(?ms)^```(\\w+)\\n(.*?)^```$");
    private static final Pattern LINK = Pattern.compile("]\\(([^)#]+)(?:#[^)]*)?\\)");
    private static final Pattern INSTANT =
            Pattern.compile("\\d{4}-\\d\\d-\\d\\dT\\d\\d:\\d\\d:\\d\\d(?:\\.\\d+)?(?:Z|[+-]\\d\\d:\\d\\d)");
    /** How many there were at most depends on how threads happened to run. */
    private static final Pattern PEAK = Pattern.compile("\\d+ \\(instant\\)$");

    private static final Pattern DURATION = Pattern.compile("\\b(?:\\d+m)?\\d+(?:\\.\\d+)?(?:ns|us|ms|s|mins)\\b");

    @TempDir
    private static Path recordings;

    @TempDir
    private Path folder;

    private Console console;

    /** Instants of the page, and what they were this time. */
    private final Map<String, String> instants = new HashMap<>();

    private final List<String> leftOut = new ArrayList<>();

    static Stream<Path> pages() throws IOException {
        try (Stream<Path> files = Files.walk(DOCS)) {
            return files.filter(file -> file.toString().endsWith(".md")).sorted().toList().stream();
        }
    }

    private static List<String> blocks(Path page, String language) throws IOException {
        List<String> blocks = new ArrayList<>();
        Matcher block = BLOCK.matcher(Files.readString(page));
        while (block.find()) {
            if (block.group(1).equals(language)) {
                blocks.add(block.group(2));
            }
        }
        return blocks;
    }

    /** What the pages ask, recorded once. */
    @BeforeAll
    static void record() throws Exception {
        Process pool = recording("connection-pool.jfr", connectionpool.Main.class);
        Process blobs = recording("blobstore.jfr", blobstore.Main.class);
        Process buffers = recording("shop.jfr", Shop.class);
        for (Process process : List.of(pool, blobs, buffers)) {
            process.getInputStream().readAllBytes();
            assertTrue(process.waitFor(60, TimeUnit.SECONDS));
            assertEquals(0, process.exitValue());
        }
        dieLeaving("jfr-repository");
    }

    private static Process recording(String name, Class<?> main) throws IOException {
        return ChildJvm.start(main, List.of("-XX:StartFlightRecording:filename=" + recordings.resolve(name)));
    }

    /** Kills a JVM when all that it has done is in its repository. */
    private static void dieLeaving(String name) throws IOException {
        Path repository = recordings.resolve(name);
        Process shop = ChildJvm.start(
                Shop.class,
                List.of("-XX:StartFlightRecording", "-XX:FlightRecorderOptions:repository=" + repository),
                "stay");
        try {
            assertEquals('r', shop.getInputStream().read());
            while (!Cli.run("list", repository).out().matches("(?s).*shop\\.Cart +9 .*")) {
                assertTrue(shop.isAlive());
                LockSupport.parkNanos(20_000_000);
            }
        } finally {
            shop.destroyForcibly();
        }
    }

    @ParameterizedTest
    @MethodSource("pages")
    void everyCommandDoesWhatThePageShows(Path page) throws Exception {
        console = new Console(folder);
        console.copy(recordings, "");
        console.copyJars();
        for (String block : blocks(page, "console")) {
            String command = null;
            List<String> shown = new ArrayList<>();
            for (String line : block.lines().toList()) {
                if (line.startsWith("$ ")) {
                    check(command, shown);
                    command = line.substring(2);
                    shown.clear();
                } else if (!line.isBlank()) {
                    shown.add(line);
                }
            }
            check(command, shown);
        }
        assumeTrue(leftOut.isEmpty(), () -> "the others do; not tried: " + leftOut);
    }

    private void check(String command, List<String> shown) throws Exception {
        if (command == null) {
            return;
        }
        Optional<String> missing = missing(command);
        if (missing.isPresent()) {
            leftOut.add(missing.get() + ": " + command);
            return;
        }
        String typed = command;
        for (Map.Entry<String, String> instant : instants.entrySet()) {
            typed = typed.replace(instant.getKey(), instant.getValue());
        }
        Console.Result result = console.run(typed);
        boolean warned = result.exitCode() == ExitCode.INCOMPLETE && !shown.isEmpty();
        assertTrue(result.exitCode() == ExitCode.DONE || warned, () -> command + "\n" + result);
        if (!shown.isEmpty()) {
            compare(command, shown, result);
        }
    }

    /** Why a command cannot be run here, for lack of what is not on every machine or JDK; empty if it can. */
    private Optional<String> missing(String command) {
        if (command.contains("nativemem.jfr.gz") && !Files.exists(folder.resolve("nativemem.jfr.gz"))) {
            try {
                Files.copy(Corpus.file("nativemem.jfr.gz"), folder.resolve("nativemem.jfr.gz"));
            } catch (TestAbortedException | IOException e) {
                return Optional.of("nativemem.jfr.gz is not there");
            }
        }
        if (command.startsWith("jfr view") && Runtime.version().feature() < 21) {
            return Optional.of("jfr view came with JDK 21");
        }
        return Console.missing(command);
    }

    private void compare(String command, List<String> shown, Console.Result result) {
        List<String> printed = result.lines();
        int at = 0;
        boolean any = false;
        for (String line : shown) {
            if (line.strip().equals("...")) {
                any = true;
                continue;
            }
            while (any && at < printed.size() && !masked(printed.get(at)).equals(masked(line))) {
                at++;
            }
            assertTrue(at < printed.size(), () -> command + "\nshows no " + line + "\n" + result);
            assertEquals(masked(line), masked(printed.get(at)), () -> command + "\n" + result);
            learn(line, printed.get(at++));
            any = false;
        }
        int rest = at;
        assertTrue(
                any || at == printed.size(), () -> command + "\nalso shows " + printed.subList(rest, printed.size()));
    }

    private static String masked(String line) {
        String masked = INSTANT.matcher(line).replaceAll("(instant)");
        masked = DURATION.matcher(masked).replaceAll("(duration)");
        masked = masked.replaceAll(" +", " ").strip();
        return PEAK.matcher(masked).replaceAll("(peak) (instant)");
    }

    private void learn(String shown, String printed) {
        Matcher then = INSTANT.matcher(shown);
        Matcher now = INSTANT.matcher(printed);
        while (then.find() && now.find()) {
            instants.put(then.group(), now.group());
        }
    }

    @ParameterizedTest
    @MethodSource("pages")
    void whatIsNotRunCanAtLeastBeReadByAShell(Path page) throws Exception {
        ExternalPrograms.assumeFound("bash");
        for (String block : blocks(page, "sh")) {
            Process bash =
                    new ProcessBuilder("bash", "-n").redirectErrorStream(true).start();
            bash.outputWriter().append(block).close();
            String complaint = new String(bash.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            assertEquals(0, bash.waitFor(), () -> block + complaint);
        }
    }

    @ParameterizedTest
    @MethodSource("pages")
    void everyLinkLeadsSomewhereAndNoBlockIsLeftOut(Path page) throws IOException {
        String text = Files.readString(page);
        Matcher link = LINK.matcher(text);
        while (link.find()) {
            if (!link.group(1).contains("://")) {
                Path target = page.resolveSibling(link.group(1)).normalize();
                assertTrue(Files.exists(target), () -> page + " links to " + target);
            }
        }
        Matcher block = BLOCK.matcher(text);
        while (block.find()) {
            assertTrue(List.of("console", "sh", "java").contains(block.group(1)), () -> page + ": " + block.group());
            assertFalse(
                    block.group(1).equals("sh") && block.group(2).startsWith("$"), () -> page + ": " + block.group());
        }
    }
}
