package dev.customprofiles.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.customprofiles.ChildJvm;
import dev.customprofiles.ExternalPrograms;
import dev.customprofiles.reader.Recording;
import dev.customprofiles.text.LineWidth;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What helps at the keyboard: examples that work, completion, the manual page, colours. */
class HelpTest {

    @TempDir
    private static Path recordings;

    @TempDir
    private Path folder;

    /** A sample, with its second and a half stretched to the 20 minutes from 13:10 on that the examples are about. */
    @BeforeAll
    static void record() throws Exception {
        Path file = recordings.resolve("app.jfr");
        ChildJvm.run(blobstore.Main.class, List.of("-XX:StartFlightRecording:filename=" + file));
        long start;
        long end;
        try (Recording recording = Recording.open(List.of(file))) {
            start = recording.startNanos();
            end = recording.endNanos();
        }
        long wanted = LocalDateTime.of(2026, 11, 23, 13, 10)
                        .atZone(ZoneId.systemDefault())
                        .toEpochSecond()
                * 1_000_000_000;
        Path dump = recordings.resolve("app.hprof");
        ChildJvm.run(DumpedProgram.class, List.of("-Xmx16m"), dump);
        try (OutputStream gzip = new GZIPOutputStream(Files.newOutputStream(recordings.resolve("app.hprof.gz")))) {
            Files.copy(dump, gzip);
        }
        Files.write(file, stretched(Files.readAllBytes(file), start, wanted, 1200e9 / (end - start)));
    }

    /** The recording with a slower clock: the headers of its chunks say when they begin and how long a tick is. */
    private static byte[] stretched(byte[] recording, long start, long wanted, double factor) {
        ByteBuffer bytes = ByteBuffer.wrap(recording);
        for (int chunk = 0; chunk < recording.length; chunk += (int) bytes.getLong(chunk + 8)) {
            bytes.putLong(chunk + 32, wanted + (long) ((bytes.getLong(chunk + 32) - start) * factor));
            bytes.putLong(chunk + 40, (long) (bytes.getLong(chunk + 40) * factor));
            bytes.putLong(chunk + 56, (long) (bytes.getLong(chunk + 56) / factor));
        }
        return recording;
    }

    /** What stands before {@code --help}: nothing, or a command that is listed. */
    private static List<String> commands() {
        String help = Cli.run("--help").out();
        String list = help.substring(help.indexOf("\nCommands"), help.indexOf("\n      RECORDING..."));
        List<String> commands = new ArrayList<>(List.of(""));
        Matcher command = Pattern.compile("(?m)^  (\\w+) ").matcher(list);
        while (command.find()) {
            if (!command.group(1).equals("help")) {
                commands.add(command.group(1) + " ");
            }
        }
        assertTrue(commands.containsAll(List.of("list ", "top ")), help);
        return commands;
    }

    static Stream<String> examples() {
        List<String> examples = new ArrayList<>();
        for (String command : commands()) {
            String help = Cli.run((Object[]) (command + "--help").split(" ")).out();
            List<String> lines = help.substring(help.indexOf("Example usage:\n"))
                    .lines()
                    .skip(1)
                    .toList();
            assertFalse(lines.isEmpty());
            lines.forEach(line -> examples.add(line.strip()));
        }
        return examples.stream().distinct();
    }

    /** In their order, for one may need what another writes; what would not end, a little otherwise. */
    @Test
    void everyExampleOfTheHelpWorks() throws Exception {
        Console console = new Console(folder);
        console.copy(recordings, "");
        List<String> leftOut = new ArrayList<>();
        for (String example : examples().toList()) {
            Optional<String> missing = Console.missing(example);
            if (missing.isPresent()) {
                leftOut.add(missing.get() + ": " + example);
                continue;
            }
            if (example.contains("4242") || example.contains("serve ") || example.contains("localhost:8888")) {
                continue; // there is no such process; PidTest and ServeTest have some
            }
            String typed = example.replace("filename=app.jfr -jar app.jar", "filename=another.jfr -version")
                    .replace("-http=:", "-top");
            Console.Result result = console.run(typed);
            // A recording may have the end of a thread but not its start, which is reported.
            boolean told = example.contains("--open") && result.exitCode() == ExitCode.INCOMPLETE;
            boolean oneLine =
                    example.contains(" -o ") || example.contains(" --json") || example.startsWith("jfr2pprof --");
            assertTrue(told || result.exitCode() == ExitCode.DONE, () -> example + "\n" + result);
            assertTrue(result.lines().size() > (oneLine ? 0 : 1), () -> example + "\n" + result);
        }
        assumeTrue(leftOut.isEmpty(), () -> "the others work; not tried: " + leftOut);
    }

    private static String shell(String script) throws IOException, InterruptedException {
        ExternalPrograms.assumeFound("bash");
        Process bash =
                new ProcessBuilder("bash", "--norc").redirectErrorStream(true).start();
        bash.outputWriter().append(script).close();
        String output = new String(bash.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertTrue(bash.waitFor(30, TimeUnit.SECONDS));
        assertEquals(0, bash.exitValue(), output);
        return output;
    }

    private static String completion() {
        Cli.Result result = Cli.run("generate-completion");
        assertEquals("", result.err());
        assertEquals(0, result.exitCode());
        return result.out();
    }

    @Test
    void theCompletionIsAScriptForBash() throws Exception {
        assertEquals("", shell("set -n\n" + completion()));
    }

    /** As called by bash when the user presses the tab key after these words. */
    @ParameterizedTest
    @CsvSource({
        "jfr2pprof to, top",
        "jfr2pprof li, list",
        "jfr2pprof top --by s, site",
        "jfr2pprof top --sort '', age collected count cum flat weight",
        "jfr2pprof top --func, --functions",
        "jfr2pprof --incl, --include",
        "jfr2pprof list --stack, ''",
        "jfr2pprof generate, ''",
    })
    void bashCompletesCommandsOptionsAndWords(String typed, String offered) throws Exception {
        assertEquals(offered, offered(typed));
    }

    private String offered(String typed) throws IOException, InterruptedException {
        ExternalPrograms.assumeFound("cat", "sed", "sort", "xargs");
        String words = typed.replaceAll("(\\S+)", "'$1'").replace("''''", "''") + (typed.endsWith(" ") ? " ''" : "");
        // However long a busy machine takes, this waits for it.
        String patience = "timeout() { shift; \"$@\"; }\n";
        String script = completion() + "\n" + patience + "COMP_WORDS=(" + words
                + ")\nCOMP_CWORD=$((${#COMP_WORDS[@]} - 1))\n"
                + "complete -p jfr2pprof | sed 's/.*-F \\([^ ]*\\) .*/\\1/' > function\n"
                + "$(cat function) 2> /dev/null\nprintf '%s\\n' \"${COMPREPLY[@]}\" | sort | xargs\n";
        return shell("cd '" + folder + "'\nPATH=$PWD/.tools:$PATH\n" + script).strip();
    }

    @ParameterizedTest
    @CsvSource({
        "jfr2pprof top app.jfr --profile blob, blobstore.Open",
        "jfr2pprof top app.jfr --profile thr, threadcreate",
        "jfr2pprof top app.jfr --profile = blob, blobstore.Open",
        "jfr2pprof app*.jfr -o missing.pb.gz --profile blobs, blobstore.Open",
        "jfr2pprof list . --profile blobs, blobstore.Open",
        "jfr2pprof list missing.jfr --profile b, ''",
        "jfr2pprof list --profile b, ''",
    })
    void completionOffersTheProfilesOfTheRecordings(String typed, String offered) throws Exception {
        new Console(folder).copy(recordings, "");
        assertEquals(offered, offered(typed));
    }

    @Test
    void namesAreListedForCompletionOnly() {
        Cli.Result names = Cli.run("list", "--names", recordings);
        assertEquals(0, names.exitCode(), names.err());
        assertTrue(names.out().lines().toList().containsAll(List.of("blobstore.Open", "goroutine")), names.out());
        assertFalse(Cli.run("list", "--help").out().contains("--names"));
    }

    @Test
    void completionOffersTheProcessesOfJvms() throws Exception {
        ExternalPrograms.assumeFound("grep");
        String own = Long.toString(ProcessHandle.current().pid());
        for (String typed : List.of("jfr2pprof top --pid ", "jfr2pprof --pid " + own)) {
            List<String> offered = List.of(offered(typed).split(" "));
            assertTrue(offered.contains(own), offered.toString());
            assertEquals(offered.size(), Set.copyOf(offered).size());
        }
        assertEquals("", offered("jfr2pprof top --pid x"));
    }

    /** Tried by hand with the tab key too; here it is only seen that zsh takes the script, with nothing done before. */
    @Test
    void theCompletionIsAScriptForZshToo() throws Exception {
        ExternalPrograms.assumeFound("bash", "zsh");
        Path script = Files.writeString(folder.resolve("completion"), completion());
        String shown =
                shell("ZDOTDIR='" + folder + "' zsh -f -c 'source " + script + "; print -r -- $_comps[jfr2pprof]'");
        assertTrue(shown.contains("_complete_jfr2pprof"), shown);
    }

    private static String help(LineWidth width, String command) {
        Cli.Result help = Cli.runOnTerminal(width, (Object[]) (command + "--help").split(" "));
        return help.out().replaceAll("\u001b\\[[0-9;]*m", "");
    }

    private static List<String> words(String help) {
        return Stream.of(help.strip().split("\\s+")).toList();
    }

    @Test
    void helpIsAsWideAsTheTerminalAndAtLeastEightyColumns() {
        for (String command : commands()) {
            List<String> words = words(help(new LineWidth(1000), command));
            for (int columns : new int[] {60, 80, 120, 200}) {
                String help = help(new LineWidth(columns), command);
                int longest = help.lines().mapToInt(String::length).max().orElse(0);
                assertTrue(longest <= Math.max(80, columns), help);
                assertTrue(columns <= 80 || longest > 80, help);
                assertEquals(words, words(help));
            }
            assertEquals(
                    help(new LineWidth(80), command),
                    Cli.run((Object[]) (command + "--help").split(" ")).out());
        }
    }

    @Test
    void commandsComeBeforeOptions() {
        String help = Cli.run("--help").out();
        assertTrue(help.indexOf("\nCommands") < help.indexOf("--profile=NAME"), help);
        assertTrue(help.indexOf("--profile=NAME") < help.indexOf("\nExit codes"), help);
    }

    @ParameterizedTest
    @CsvSource({
        "timeline, --lines --functions --max-depth --threads goroutine",
        "list, --lines --functions --max-depth --threads",
        "report, --lines goroutine",
        "series, --lines goroutine",
        "diff, --min-age --max-age goroutine",
        "leaks, --min-age --max-age goroutine",
    })
    void helpOffersOnlyWhatACommandTakes(String command, String notOffered) {
        String help = Cli.run(command, "--help").out();
        for (String word : notOffered.split(" ")) {
            assertFalse(help.contains(word), help);
        }
        assertTrue(help.contains("--include"), help);
    }

    private static String manPage() {
        Cli.Result result = Cli.run("generate-man-page");
        assertEquals("", result.err());
        assertEquals(0, result.exitCode());
        return result.out();
    }

    @Test
    void theManualPageHasWhatTheHelpHas() {
        String page = manPage().replace("\\-", "-").replace("\\e", "\\");
        assertTrue(page.startsWith(".TH JFR2PPROF 1 \"\" \"jfr2pprof "), page);
        for (String command : commands()) {
            String help = Cli.run((Object[]) (command + "--help").split(" ")).out();
            Matcher option = Pattern.compile("--[a-z-]+").matcher(help);
            while (option.find()) {
                assertTrue(page.contains(option.group()), command + option.group());
            }
        }
        examples().forEach(example -> assertTrue(page.contains("\n  " + example + "\n"), example));
        assertTrue(page.contains("\n  50%                  of the way"), page);
        assertFalse(page.contains("--stacktrace"));
        assertFalse(page.contains("generate-"));
    }

    @ParameterizedTest
    @CsvSource({"groff -man -Tutf8 -ww -z", "man --warnings -l -"})
    void theManualPageIsCleanForTheProgramsThatShowIt(String command) throws Exception {
        String program = command.substring(0, command.indexOf(' '));
        ExternalPrograms.assumeFound(program);
        Path page = Files.writeString(folder.resolve("jfr2pprof.1"), manPage());
        Path complaints = folder.resolve("complaints");
        Process process = new ProcessBuilder(command.split(" "))
                .redirectInput(page.toFile())
                .redirectError(complaints.toFile())
                .start();
        process.getInputStream().readAllBytes();
        assertTrue(process.waitFor(30, TimeUnit.SECONDS));
        assertEquals("", Files.readString(complaints));
    }

    @Test
    void helpIsColouredOnATerminalOnly() {
        ByteArrayOutputStream terminal = new ByteArrayOutputStream();
        ByteArrayOutputStream err = new ByteArrayOutputStream();
        assertEquals(0, Main.run(new String[] {"top", "--help"}, new Stdout(terminal, true), err));
        boolean wanted = System.getenv("NO_COLOR") == null;
        assertEquals(wanted, terminal.toString(StandardCharsets.UTF_8).contains("\u001b["));
        assertFalse(Cli.run("top", "--help").out().contains("\u001b["));
        assertFalse(Cli.run().err().contains("\u001b["));
    }

    @Test
    void noColorIsHonoured() throws Exception {
        ExternalPrograms.assumeFound("script");
        String command = "'" + String.join("' '", ChildJvm.quick(Main.class.getName(), "--help")) + "'";
        assertTrue(onTerminal(command).contains("\u001b["));
        assertFalse(onTerminal("NO_COLOR=1 " + command).contains("\u001b["));
        assertFalse(onTerminal(command + " | cat").contains("\u001b["));
    }

    private static String onTerminal(String command) throws IOException, InterruptedException {
        ProcessBuilder builder = new ProcessBuilder("script", "-qec", command, "/dev/null").redirectErrorStream(true);
        builder.environment().remove("NO_COLOR");
        Process process = builder.start();
        String shown = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertTrue(process.waitFor(30, TimeUnit.SECONDS));
        return shown;
    }
}
