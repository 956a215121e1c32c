package dev.customprofiles.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.customprofiles.ChildJvm;
import dev.customprofiles.cli.Cli.Result;
import dev.customprofiles.pprof.proto.Profile;
import dev.customprofiles.profile.Frameworks;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Which stacks of a profile are shown, how closely, and in which table. */
class ShapeTest {

    private static final String FIXTURE = RecordingFixture.class.getName();

    @TempDir
    private static Path recordings;

    @TempDir
    private Path folder;

    private static Path app;

    @BeforeAll
    static void record() throws Exception {
        app = recordings.resolve("app.jfr");
        RecordingFixture.record(app, "blobstore.Open");
    }

    private static Result top(String options, Object... recordings) {
        List<Object> arguments = new ArrayList<>(List.of("top"));
        Stream.of(options.split(" ")).filter(option -> !option.isEmpty()).forEach(arguments::add);
        arguments.addAll(List.of(recordings));
        return Cli.run(arguments.toArray());
    }

    private byte[] file(String extension, Object... options) throws IOException {
        Path file = folder.resolve("open" + extension);
        List<Object> arguments = new ArrayList<>(List.of(options));
        arguments.addAll(List.of("-o", file, app));
        assertEquals(0, Cli.run(arguments.toArray()).exitCode());
        return Files.readAllBytes(file);
    }

    private String text(String extension, Object... options) throws IOException {
        return new String(file(extension, options), StandardCharsets.UTF_8);
    }

    @Test
    void stacksAreChosenByTheirFunctions() {
        Result included = top("-n 1 --include Fixture\\.open$", app);
        assertTrue(
                included.out().contains(" 4   100%   100%          4   100%  " + FIXTURE + ".open\n"), included.out());
        assertTrue(included.err().contains(": 7 live from 2 sites, 4 left by --include (top 1 of "), included.err());
        Result excluded = top("-n 1 --exclude Fixture\\.open$", app);
        assertTrue(excluded.out().contains(" 3   100%   100%"), excluded.out());
        assertTrue(excluded.err().contains(", 3 left by --exclude"), excluded.err());
        Result both = top("--include open$ --include connect$ --exclude leak --limit 0", app);
        assertEquals("      flat  flat%   sum%        cum   cum%\n", both.out());
        assertTrue(both.err().endsWith(", 0 left by --include and --exclude\n"), both.err());
    }

    @Test
    void framesAreHiddenAndStacksThatAreEqualThenAddUp() throws IOException {
        assertEquals(
                "java.lang.Thread.run;" + FIXTURE + ".leak 7\n",
                text(".collapsed", "--hide", "main", "--hide", "\\.(open|connect)$", "--functions"));
        assertEquals("[hidden] 7\n", text(".collapsed", "--hide", "."));
        assertEquals("[hidden] 4\n", text(".collapsed", "--include", "open$", "--hide", "."));
        assertEquals(
                "[truncated];" + FIXTURE + ".leak 4\n",
                text(".collapsed", "--include", "open$", "--hide", "open$", "--max-depth", "1"));
        String table = top("--hide Fixture --hide Thread -n 0", app).out();
        assertTrue(table.endsWith("\n         7   100%   100%          7   100%  [hidden]\n"), table);
        assertEquals(2, table.lines().count(), table);
    }

    @Test
    void everyCommandThatShowsStacksHidesFrames() throws IOException {
        for (String command : List.of("report", "timeline")) {
            String page = text(".html", command, "--hide", "Fixture\\.leak$");
            assertTrue(page.contains(FIXTURE + ".open\""), command);
            assertFalse(page.contains(FIXTURE + ".leak\""), command);
            assertTrue(page.contains("frames of functions that match Fixture\\\\.leak$ are hidden"), command);
        }
        Result grown = Cli.run("diff", "-q", "--base", "start", "--hide", "\\.(open|connect)$", app);
        assertTrue(grown.out().matches("(?s)[^\n]*\n +7 .* " + FIXTURE + "\\.leak\n"), grown.out());
        assertEquals(
                Cli.run("list", app).out(), Cli.run("list", "--hide", ".", app).out());
        Path series = folder.resolve("hidden");
        Cli.run("series", "--every", "1h", "--format", "collapsed", "--hide", ".", "-o", series, app);
        try (Stream<Path> files = Files.list(series)) {
            for (Path file : files.toList()) {
                assertTrue(Files.readString(file).matches("(\\[hidden] \\d+\n)?"), Files.readString(file));
            }
        }
    }

    @Test
    void aFileIsShapedToo() throws IOException {
        assertEquals(
                "[truncated];" + FIXTURE + ".leak;" + FIXTURE + ".open 4\n",
                text(".collapsed", "--include", "open$", "--max-depth", "2"));
        String lines = text(".txt");
        assertTrue(lines.contains(".open\tdev/customprofiles/cli/RecordingFixture.java:"), lines);
        assertEquals(lines, text(".txt", "--lines"));
        assertEquals(lines.replaceAll("(\\.java):\\d+", "$1"), text(".txt", "--functions"));
    }

    @Test
    void eachFileOfASeriesIsShaped() throws IOException {
        Path series = folder.resolve("series");
        Result result = Cli.run(
                "series",
                "--every",
                "10ms",
                "--format",
                "collapsed",
                "--include",
                "open$",
                "--max-depth",
                "1",
                "-o",
                series,
                app);
        assertEquals(0, result.exitCode(), result.err());
        List<String> lines = new ArrayList<>();
        try (Stream<Path> files = Files.list(series)) {
            for (Path file : files.toList()) {
                lines.addAll(Files.readAllLines(file));
            }
        }
        assertTrue(lines.contains("[truncated];" + FIXTURE + ".open 4"), lines.toString());
        assertTrue(
                lines.stream().allMatch(line -> line.startsWith("[truncated];" + FIXTURE + ".open ")),
                lines.toString());
    }

    @Test
    void theProfileSaysHowItWasShaped() throws IOException {
        Profile profile = Profile.parseFrom(file(".pb", "--exclude", "open$", "--hide", "leak$", "--functions"));
        List<String> strings = profile.getStringTableList();
        assertTrue(strings.contains("no stacks with a function that matches open$"), strings.toString());
        assertTrue(strings.contains("frames of functions that match leak$ are hidden"), strings.toString());
        assertTrue(strings.contains("lines are left out"), strings.toString());
    }

    @Test
    void linesOfTopAreThoseOfPprof() {
        String byLine = top("--lines", app).out();
        assertTrue(
                byLine.matches(
                        "(?s)      flat  flat%   sum%        cum   cum%\n *4 57.14% 57.14% +4 57.14%  \\S+\\.open"
                                + " dev/customprofiles/cli/RecordingFixture\\.java:\\d+\n.*"),
                byLine);
        assertEquals(byLine, top("--by line", app).out());
        assertEquals(byLine, top("--by line --lines", app).out());
        assertEquals(
                top("", app).out(),
                top("--by function --sort flat --functions", app).out());
    }

    @Test
    void sitesLabelsClassesAndThreadsAreRows() {
        String sites = top("--by site --sort age", app).out();
        assertTrue(
                sites.matches("      flat  flat%   sum%   mean age  added  removed  site\n"
                        + " *4 57\\.14% 57\\.14% +\\S+ +4 +0  " + FIXTURE
                        + "\\.open \\(RecordingFixture\\.java:\\d+\\) class=java\\.lang\\.Object\n"
                        + " *3 42\\.86%   100% +\\S+ +6 +3  " + FIXTURE
                        + "\\.connect \\(RecordingFixture\\.java:\\d+\\) class=java\\.lang\\.Object\n"),
                sites);
        assertTrue(top("--by site --max-depth 1 --functions", app).out().contains("open class=java.lang.Object\n"));
        assertTrue(top("--by class", app).out().matches("(?s).* 7   100%   100% +\\S+  java\\.lang\\.Object\n"));
        assertTrue(top("--by label", app).out().endsWith("  [no label]\n"));
        assertTrue(top("--by thread", app).out().matches("(?s).* 7   100%   100% +\\S+  opener\n"));
        assertTrue(top("--by site -n 1", app).err().endsWith(" (top 1 of 2 sites)\n"));
    }

    @Test
    void sitesAreNamedByTheFirstFrameThatIsNotOfAFramework() {
        // The fixture's package is the recorder's, so by default its leaf stands for a stack of frameworks.
        String ofLeaf = FIXTURE + "\\.open \\(RecordingFixture\\.java:\\d+\\) class=.*";
        for (String options : List.of("", " --frameworks none", " --frameworks java.,org.junit.")) {
            assertRow(ofLeaf, "--by site" + options);
        }
        assertRow(
                FIXTURE + "\\.leak \\(RecordingFixture\\.java:\\d+\\) <- " + FIXTURE + "\\.open class=.*",
                "--by site --frameworks java.," + FIXTURE + ".open," + FIXTURE + ".connect");
        assertRow(
                "java\\.lang\\.Thread\\.run <- " + FIXTURE + "\\.open class=.*",
                "--by site --functions --frameworks dev.customprofiles.");
    }

    private static void assertRow(String site, String options) {
        List<String> rows = top(options, app).out().lines().toList();
        assertEquals(3, rows.size(), rows.toString());
        assertTrue(rows.get(1).matches(" +4 57\\.14% 57\\.14% +\\S+ +\\d+ +\\d+  " + site), rows.get(1));
    }

    @Test
    void theHelpAndTheReferenceNameTheFrameworks() throws IOException {
        String list = String.join(", ", Frameworks.DEFAULT.prefixes());
        String help = Cli.run("top", "--help").out().replaceAll("\\s+", " ");
        assertTrue(help.contains(" Default: " + list + " -n, "), help);
        String page = Cli.run("generate-man-page").out().replace('\n', ' ');
        assertTrue(page.contains(" Default: " + list + " .TP "), page);
        String reference = Files.readString(Path.of("../docs/reference/commands.md"))
                .replace("`", "")
                .replace('\n', ' ');
        assertTrue(reference.contains(" are frameworks:  " + list + "  If a framework"), reference);
    }

    @Test
    void cumulativeRowsComeFirstOnRequestAndCallersAfterWhatTheyCall() {
        List<String> rows = top("--sort cum", app).out().lines().toList();
        assertTrue(rows.get(1).endsWith(" 7   100%  " + FIXTURE + ".leak"), rows.get(1));
        assertTrue(rows.get(2).endsWith(" 7   100%  " + FIXTURE + ".lambda$main$0"), rows.get(2));
        assertTrue(rows.get(3).endsWith(" 7   100%  java.lang.Thread.run"), rows.get(3));
        assertTrue(rows.get(4).endsWith(" 4 57.14%  " + FIXTURE + ".open"), rows.get(4));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "--lines --functions | --lines and --functions contradict each other",
                "--by line --functions | --by line and --functions contradict each other",
                "--by function --lines | --by function and --lines contradict each other",
                "--by site --sort cum | --sort cum is about functions and lines",
                "--frameworks java. | --frameworks is about --by site",
                "--by site --frameworks java.,, | invalid value for option '--frameworks': a prefix is empty, which would match every class",
                "--sort weight | blobstore.Open has no weight to sort by",
                "--max-depth 0 | --max-depth is 1 or more, but was 0",
                "--by stack | invalid value for option '--by': unknown word 'stack'"
                        + " (has: function, line, site, label, class, thread)",
                "--sort name | invalid value for option '--sort': unknown word 'name'"
                        + " (has: flat, cum, count, weight, age, collected)",
                "--hide ( | invalid value for option '--hide' (REGEX): not a regular expression: ( (Unclosed group)",
                "--include ( | invalid value for option '--include' (REGEX): not a regular expression: ( (Unclosed group)",
            })
    void whatContradictsItselfIsRefused(String options, String why) {
        Result result = top(options, app);
        assertEquals("jfr2pprof: " + why + "\n", result.err());
        assertEquals("", result.out());
        assertEquals(2, result.exitCode());
    }

    /** On JDK 17, classes have numbers; from either way into a recording, and in any run, they are shown the same. */
    @Test
    void classesMadeAtRunTimeAreTheSameInEveryRun() throws Exception {
        Path early = recordings.resolve("early.jfr");
        Path late = recordings.resolve("late.jfr");
        ChildJvm.run(GeneratedClasses.class, List.of(), early);
        ChildJvm.run(GeneratedClasses.class, List.of(), late, "late");
        for (String by : List.of("function", "line", "class")) {
            String once = top("--limit 0 --by " + by + " --sort flat", early).out();
            String again = top("--limit 0 --by " + by + " --sort flat", late).out();
            assertEquals(withoutAges(once), withoutAges(again));
        }
        String both = top("--by class", early, late).out();
        assertTrue(
                both.matches("(?s).* 4 50\\.00% .*  " + GeneratedClasses.class.getName() + "\\$\\$Lambda\n.*"), both);
        assertTrue(both.matches("(?s).* 4 50\\.00% .*  \\S+\\.\\$Proxy\n.*"), both);
    }

    /** Also without a requested shape, and for sites over time. */
    @Test
    void classesMadeAtRunTimeAreOneOnThePage() throws Exception {
        Path file = recordings.resolve("made.jfr");
        ChildJvm.run(GeneratedClasses.class, List.of(), file);
        Path page = folder.resolve("page.html");
        assertEquals(0, Cli.run("report", "-q", "-o", page, file).exitCode());
        String data = Files.readString(page);
        assertTrue(data.contains("$$Lambda\""), "lambdas have no number");
        assertTrue(data.contains(".$Proxy\""), "nor have proxies");
        assertTrue(!data.matches("(?s).*(\\$\\$Lambda\\$\\d|\\$Proxy\\d).*"), "everywhere");
    }

    private static String withoutAges(String table) {
        return table.replaceAll(" +\\S+(ns|us|ms|s)  ", "  ");
    }
}
