package dev.customprofiles.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

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
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.opentest4j.TestAbortedException;

/**
 * The pages of the documentation. A block {@code java} whose first line is {@code // Name.java} is saved under that name. Then, in a
 * block {@code console}, each line that begins with {@code $} is run, all those of a page one after the other, in a folder that
 * looks like a clone that is built. Every recording is made by the page itself. The output has to be the one shown, except for
 * instants, durations, peaks and widths of columns; {@code ...} stands for any lines. A block {@code sh} needs something that is not
 * here, such as a cluster: the test only checks that a shell can parse it.
 */
@Execution(ExecutionMode.CONCURRENT)
class DocsTest {

    private static final Path ROOT = Path.of("..");
    private static final Pattern FILE = Pattern.compile("// (\\w+\\.java)\\n");
    private static final List<String> LANGUAGES = List.of("console", "java", "kotlin", "sh", "text", "xml", "yaml");
    private static final Pattern BLOCK = Pattern.compile("(?ms)^```(\\w+)\\n(.*?)^```$");
    private static final Pattern LINK = Pattern.compile("]\\(([^)#]+)(?:#[^)]*)?\\)");
    private static final Pattern INSTANT =
            Pattern.compile("\\d{4}-\\d\\d-\\d\\dT\\d\\d:\\d\\d:\\d\\d(?:\\.\\d+)?(?:Z|[+-]\\d\\d:\\d\\d)");
    /** How many there were at most depends on how threads happened to run. */
    private static final Pattern PEAK = Pattern.compile("\\d+ \\(instant\\)$");

    private static final Pattern DURATION = Pattern.compile("\\b(?:\\d+m)?\\d+(?:\\.\\d+)?(?:ns|us|ms|s|mins)\\b");

    private static final String NATIVE_MEMORY = "malloc.jfr";

    @TempDir
    private Path folder;

    private Console console;

    /** Instants of the page, and what they were this time. */
    private final Map<String, String> instants = new HashMap<>();

    private final List<String> leftOut = new ArrayList<>();

    static Stream<Path> pages() throws IOException {
        try (Stream<Path> root = Files.list(ROOT);
                Stream<Path> docs = Files.walk(ROOT.resolve("docs"))) {
            return Stream.concat(root, docs).filter(file -> file.toString().endsWith(".md")).sorted().toList().stream();
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

    @ParameterizedTest
    @MethodSource("pages")
    void everyCommandDoesWhatThePageShows(Path page) throws Exception {
        console = new Console(folder);
        console.copyBuilt();
        for (String block : blocks(page, "java")) {
            Matcher file = FILE.matcher(block);
            if (file.lookingAt()) {
                Files.writeString(folder.resolve(file.group(1)), block);
            }
        }
        if (page.endsWith("docs/how-to/native-memory.md")) {
            copyNativeMemory();
        }
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

    /** The recording that the page tells to make, one that was made with async-profiler, if that is on this machine. */
    private void copyNativeMemory() throws IOException {
        try {
            Files.copy(Corpus.file("nativemem.jfr.gz"), folder.resolve(NATIVE_MEMORY));
        } catch (TestAbortedException absent) {
            leftOut.add(absent.getMessage());
        }
    }

    /** Why a command cannot be run here, for lack of what is not on every machine or JDK; empty if it can. */
    private Optional<String> missing(String command) {
        if (command.contains(NATIVE_MEMORY) && !Files.exists(folder.resolve(NATIVE_MEMORY))) {
            return Optional.of(NATIVE_MEMORY + " is not there");
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

    /** A program of a page is compiled and run by its commands, so it is named in them. */
    @ParameterizedTest
    @MethodSource("pages")
    void everyProgramIsUsed(Path page) throws IOException {
        String commands = String.join("", blocks(page, "console"));
        for (String block : blocks(page, "java")) {
            Matcher file = FILE.matcher(block);
            if (file.lookingAt()) {
                assertTrue(
                        commands.contains(" " + file.group(1) + "\n") || commands.contains(" " + file.group(1) + " "),
                        file::group);
            }
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
            assertTrue(LANGUAGES.contains(block.group(1)), () -> page + ": " + block.group());
            assertFalse(
                    block.group(1).equals("sh") && block.group(2).startsWith("$"), () -> page + ": " + block.group());
        }
    }
}
