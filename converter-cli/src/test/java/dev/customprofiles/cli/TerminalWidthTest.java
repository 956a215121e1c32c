package dev.customprofiles.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.customprofiles.ChildJvm;
import dev.customprofiles.ExternalPrograms;
import dev.customprofiles.text.LineWidth;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What is shown on a terminal fits its width; what goes into a file or a pipe is whole. */
class TerminalWidthTest {

    private static final String NAME = "connectionpool.Borrowed";

    @TempDir
    private static Path folder;

    private static Path app;

    @BeforeAll
    static void record() throws Exception {
        app = folder.resolve("app.jfr");
        RecordingFixture.record(app, NAME);
    }

    static Stream<Arguments> tables() {
        return Stream.of(60, 80, 120, 200)
                .flatMap(columns -> Stream.of(
                                "list",
                                "timeline",
                                "timeline --threads",
                                "diff --base start",
                                "top",
                                "top --lines",
                                "top --by site",
                                "top --by thread")
                        .map(command -> Arguments.of(columns, command)));
    }

    private static String shown(LineWidth width, String command) {
        List<String> words = List.of((command + " " + app).split(" "));
        Cli.Result result = Cli.runOnTerminal(width, words.toArray());
        assertEquals(0, result.exitCode(), result.err());
        return result.out();
    }

    private static int longest(String text) {
        return text.lines().mapToInt(String::length).max().orElse(0);
    }

    @ParameterizedTest
    @MethodSource("tables")
    void noLineOfATableIsLongerThanTheTerminalIsWide(int columns, String command) {
        String text = shown(new LineWidth(columns), command);
        assertTrue(longest(text) <= columns, text);
        assertTrue(text.lines().count() > 1, text);
    }

    @ParameterizedTest
    @ValueSource(ints = {60, 80, 120, 200})
    void theBarsOfATimelineTakeTheWidthThatIsLeft(int columns) {
        String text = shown(new LineWidth(columns), "timeline");
        String longestBar = "█".repeat(columns - "13:20:15.123  LIVE    ADDED  REMOVED".length());
        assertTrue(text.contains(longestBar), text);
        assertFalse(text.contains(longestBar + "█"), text);
    }

    @Test
    void aListOfEightyColumnsHasWholeNamesAndWhatMattersMost() {
        List<String> lines = shown(new LineWidth(80), "list").lines().toList();
        assertEquals("PROFILE                  LIVE  ADDED  REMOVED  COLLECTED  PEAK  AT", lines.get(0));
        String row = NAME + " {5}7 {5}10 {8}3 {10}0 {4}10  \\d\\d:\\d\\d:\\d\\d\\.\\d{3}";
        assertTrue(lines.get(1).matches(row), lines.get(1));
        String time = "recorded from \\d{4}-\\d\\d-\\d\\d \\S{12} to \\S{12} \\(.*\\)";
        assertTrue(lines.get(3).matches(time), lines.get(3));
    }

    @Test
    void aListOnAWideTerminalHasAllColumns() {
        String text = shown(new LineWidth(120), "list");
        assertTrue(
                text.startsWith("PROFILE                  LIVE  ADDED  REMOVED  COLLECTED  ORPHANS  FIRST SEEN"), text);
    }

    @Test
    void aLongNameIsShortenedOnATerminalOnly() {
        String function = RecordingFixture.class.getName() + ".connect";
        String narrow = shown(new LineWidth(60), "top");
        assertFalse(narrow.contains(function), narrow);
        assertTrue(narrow.lines().anyMatch(line -> line.endsWith(".connect") && line.contains("…")), narrow);
        assertTrue(Cli.run("top", app).out().contains(function));
    }

    @ParameterizedTest
    @CsvSource({"stty cols 72, 72", "export COLUMNS=90, 90", "stty cols 72; export COLUMNS=90, 90", "stty cols 0, 80"})
    void theWidthIsThatOfTheTerminalUnlessAVariableHasAnother(String set, int columns) throws Exception {
        ExternalPrograms.assumeFound("script", "stty");
        String command = set + "; '"
                + String.join("' '", ChildJvm.quick(Main.class.getName(), "timeline", "-q", app.toString())) + "'";
        ProcessBuilder builder = new ProcessBuilder("script", "-qec", command, "/dev/null").redirectErrorStream(true);
        builder.environment().remove("COLUMNS");
        Process process = builder.start();
        String shown = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8).replace("\r", "");
        assertTrue(process.waitFor(30, TimeUnit.SECONDS));
        assertEquals(columns, longest(shown), shown);
    }

    @Test
    void intoAPipeTimesAreExact() {
        String text = Cli.run("list", app).out();
        assertTrue(text.lines().toList().get(1).matches(".*T\\d\\d:\\d\\d:\\d\\d\\.\\d{9}\\S+ +10 .*"), text);
    }
}
