package dev.customprofiles.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.customprofiles.GoTool;
import dev.customprofiles.cli.Cli.Result;
import dev.customprofiles.pprof.proto.Profile;
import dev.customprofiles.pprof.proto.Sample;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.stream.Stream;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What a profile did over time, from the command line. */
class OverTimeTest {

    private static final String NAME = "blobstore.Open";

    @TempDir
    static Path folder;

    private static Path app;

    /** When all ten objects are live. */
    private static Instant full;

    @BeforeAll
    static void record() throws Exception {
        app = folder.resolve("app.jfr");
        full = RecordingFixture.record(app, NAME);
    }

    private static List<String> csv(Object... options) throws IOException {
        Path file = folder.resolve("timeline.csv");
        Object[] arguments = Stream.concat(Stream.of("timeline", "-q", "-o", file, app), Stream.of(options))
                .toArray();
        Result result = Cli.run(arguments);
        assertEquals(0, result.exitCode(), result.err());
        return Files.readAllLines(file);
    }

    private static long total(Path file) throws IOException {
        try (InputStream in = new GZIPInputStream(Files.newInputStream(file))) {
            return Profile.parseFrom(in).getSampleList().stream()
                    .map(Sample::getValueList)
                    .mapToLong(values -> values.get(0))
                    .sum();
        }
    }

    @Test
    void aTimelineTellsWhatWasLiveAndWhatCameAndWent() throws Exception {
        List<String> lines = csv("--every", "10ms");
        assertEquals("time,live,added,removed,collected,liveCollected", lines.get(0));
        long live = 0;
        long added = 0;
        long removed = 0;
        for (String line : lines.subList(1, lines.size())) {
            String[] cells = line.split(",");
            added += Long.parseLong(cells[2]);
            removed += Long.parseLong(cells[3]);
            assertEquals(live + Long.parseLong(cells[2]) - Long.parseLong(cells[3]), Long.parseLong(cells[1]), line);
            live = Long.parseLong(cells[1]);
        }
        assertEquals(List.of(7L, 10L, 3L), List.of(live, added, removed));
    }

    @Test
    void aTimelineEndsWhereItIsToldTo() throws Exception {
        List<String> lines = csv("--every", "1h", "--to", full);
        assertEquals(3, lines.size(), lines.toString());
        assertTrue(lines.get(2).startsWith(full.toString().substring(0, 23)), lines.get(2));
        assertTrue(lines.get(2).endsWith(",10,10,0,0,0"), lines.get(2));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "--class nothing.LikeThis | 0,0,0,0",
                "--class java.lang.Object | 7,10,3,0",
                "--thread ^opener$ | 7,10,3,0",
                "--label . | 0,0,0,0",
                "--include open$ | 4,4,0,0",
                "--exclude open$ | 3,6,3,0",
                "--include leak --exclude connect$ --max-depth 1 --functions | 4,4,0,0",
                "--include nothing | 0,0,0,0",
            })
    void aTimelineOfSomeOfTheObjectsTellsWhatCameAndWentOfThose(String options, String end) throws Exception {
        List<String> lines = csv((Object[]) ("--every 1h " + options).split(" "));
        assertEquals("time,live,added,removed,collected,liveCollected", lines.get(0));
        assertTrue(lines.get(2).endsWith("Z," + end + ",0"), lines.get(2));
    }

    @Test
    void whatCameAndWentOfObjectsOfSomeAgeIsNotToldButSaid() throws Exception {
        assertEquals(
                "time,live,liveCollected",
                csv("--every", "1h", "--min-age", "1ns").get(0));
        Result result = Cli.run("timeline", "--every", "1h", "--min-age", "1ns", "--include", "open$", app);
        assertEquals(0, result.exitCode());
        assertTrue(
                result.err().contains("does not tell which of the chosen objects were added and removed"),
                result.err());
        assertTrue(result.out().lines().toList().get(2).contains("  4  "), result.out());
        Result pair = Cli.run((Object[])
                ("timeline --open jdk.ThreadStart --close jdk.ThreadEnd --key thread --include nothing " + app)
                        .split(" "));
        assertTrue(pair.err().contains("jfr2pprof: note: the recording does not tell"), pair.err());
    }

    @Test
    void aListIsOfTheObjectsThatAreChosen() {
        assertEquals(List.of("7", "10", "3", "0", "0"), listed());
        assertEquals(List.of("4", "4", "0", "0", "0"), listed("--include", "open$"));
        assertEquals(List.of("3", "6", "3", "0", "0"), listed("--exclude", "open$"));
        assertEquals(List.of("7", "10", "3", "0", "0"), listed("--class", "Object", "--thread", "opener", "--threads"));
        assertEquals(List.of("0", "0", "0", "0", "0"), listed("--label", "."));
        assertEquals(List.of("0", "-", "-", "0", "0"), listed("--min-age", "1h"));
        assertEquals(List.of("4", "-", "-", "0", "0"), listed("--max-age", "1h", "--include", "open$"));
        assertEquals(List.of("7", "10", "3", "0", "0"), listed("--profile", NAME, "--lines", "--max-depth", "1"));
    }

    @Test
    void thePeakIsThatOfTheObjectsThatAreChosen() {
        String peak = "(?s).* 0  \\S+ +%s  \\S+\n.*";
        assertTrue(Cli.run("list", app).out().matches(String.format(peak, 10)));
        assertTrue(Cli.run("list", "--exclude", "open$", app).out().matches(String.format(peak, 6)));
        assertTrue(Cli.run("list", "--include", "open$", app).out().matches(String.format(peak, 4)));
        assertTrue(Cli.run("list", "--min-age", "1s", app).out().matches("(?s).* 0  \\S+ +-  -\n.*"));
    }

    /** What stands behind the profile's name. */
    private static List<String> listed(Object... options) {
        Object[] arguments =
                Stream.concat(Stream.of("list", app), Stream.of(options)).toArray();
        Result result = Cli.run(arguments);
        assertEquals(0, result.exitCode(), result.err());
        String row = result.out()
                .lines()
                .filter(line -> line.startsWith(NAME))
                .findFirst()
                .orElseThrow();
        return List.of(row.trim().split(" +")).subList(1, 6);
    }

    @Test
    void aListOfAPartLeavesOutWhatCannotBeChosenByObjects() {
        String events = "(?s).*\nBUILTIN +EVENTS\n.*";
        Result threads = Cli.run("list", "--profile", "threadcreate", app);
        boolean recorded = Cli.run("list", app).out().matches(events);
        assertEquals(recorded ? 0 : 1, threads.exitCode(), threads.err());
        assertFalse(threads.out().contains(NAME), threads.out());
        assertFalse(Cli.run("list", "--include", "open$", app).out().matches(events));
        assertFalse(Cli.run("list", "--profile", NAME, app).out().matches(events));
    }

    @Test
    void aTimelineIsAPageToo() throws Exception {
        Path page = folder.resolve("timeline.html");
        Result result = Cli.run("timeline", "--exclude", "open$", "-o", page, app);
        assertEquals(0, result.exitCode(), result.err());
        Path report = folder.resolve("report.html");
        Cli.run("report", "--exclude", "open$", "--profile", NAME, "-o", report, app);
        assertEquals(-1, Files.mismatch(page, report));
    }

    @Test
    void aTimelineCanBeReadInATerminalAndByPrograms() throws Exception {
        Result text = Cli.run("timeline", "-q", "--every", "10ms", app);
        assertEquals(0, text.exitCode(), text.err());
        assertTrue(text.out().startsWith("TIME"), text.out());
        assertTrue(text.out().contains("  10  ██████████████████████████████"), text.out());
        Path file = folder.resolve("timeline.json");
        assertEquals(0, Cli.run("timeline", "--every", "1h", "-o", file, app).exitCode());
        String json = Files.readString(file);
        assertTrue(
                json.startsWith(
                        "{\"profile\":\"blobstore.Open\",\"unit\":null,\"weak\":false,\"instants\":[{\"time\":\""),
                json);
        assertTrue(
                json.endsWith(",\"live\":7,\"liveCollected\":0,\"added\":10,\"removed\":3,\"collected\":0}]}\n"), json);
    }

    @Test
    void aSeriesIsAFileForEachInstantWithWhatWasLiveThen() throws Exception {
        Path series = folder.resolve("a").resolve("series");
        Result result = Cli.run("series", "--every", "10ms", "-o", series, app);
        assertEquals(0, result.exitCode(), result.err());
        List<String> lines = csv("--every", "10ms");
        try (Stream<Path> files = Files.list(series)) {
            List<Path> inOrder = files.sorted().toList();
            assertEquals(lines.size() - 1, inOrder.size(), result.err());
            for (int i = 0; i < inOrder.size(); i++) {
                String[] cells = lines.get(i + 1).split(",");
                assertEquals(
                        Long.parseLong(cells[1]),
                        total(inOrder.get(i)),
                        inOrder.get(i).toString());
                String name = inOrder.get(i).getFileName().toString();
                String when = cells[0].substring(0, 23).replaceAll("[-:]", "");
                assertEquals("app.blobstore.Open@" + when + "Z.pb.gz", name);
            }
        }
    }

    @Test
    void aDifferenceTellsWhatWasAddedSinceAndIsStillLiveAndWhatLeft() throws Exception {
        Result grown = Cli.run("diff", "--base", "start", "--at", full, app);
        assertEquals(0, grown.exitCode(), grown.err());
        assertTrue(grown.err().endsWith("0 live, then 10; 10 added since and still live, 0 left\n"), grown.err());
        assertTrue(
                grown.out().contains("    6     0   +6     0   6  " + RecordingFixture.class.getName() + ".connect\n"),
                grown.out());
        Result shrunk = Cli.run("diff", "--base", full, app);
        assertTrue(shrunk.err().endsWith("10 live, then 7; 0 added since and still live, 3 left\n"), shrunk.err());
        assertTrue(shrunk.out().contains("    0     3   -3     6   3  "), shrunk.out());
        assertFalse(shrunk.out().contains(".open\n"), shrunk.out());
    }

    @Test
    void aDifferenceIsShapedLikeAnyOtherProfile() {
        Result grown = Cli.run("diff", "--base", "start", "--at", full, "--include", "connect", app);
        assertEquals(0, grown.exitCode(), grown.err());
        assertTrue(grown.out().endsWith(".connect\n"), grown.out());
        assertFalse(grown.out().contains(".open\n"), grown.out());
        assertTrue(grown.err().endsWith("0 live, then 6; 6 added since and still live, 0 left\n"), grown.err());
    }

    @Test
    void aDifferenceLeavesAPairThatPprofSubtracts() throws Exception {
        Path pair = folder.resolve("pair");
        Result result = Cli.run("diff", "--base", full, "-o", pair + "/", app);
        assertEquals(0, result.exitCode(), result.err());
        assertEquals(10, total(pair.resolve("base.pb.gz")));
        assertEquals(7, total(pair.resolve("at.pb.gz")));
        assertEquals(0, total(pair.resolve("added.pb.gz")));
        assertEquals(3, total(pair.resolve("left.pb.gz")));
        GoTool.assumeInstalled();
        String top = GoTool.pprof(folder, "-top", "-diff_base", pair.resolve("base.pb.gz"), pair.resolve("at.pb.gz"));
        assertTrue(top.contains("-3"), top);
        assertTrue(top.contains("RecordingFixture.connect"), top);
        Path grown = folder.resolve("grown.collapsed");
        assertEquals(
                0,
                Cli.run("diff", "--base", "start", "--at", full, "-o", grown, app)
                        .exitCode());
        assertTrue(Files.readString(grown).contains(".open 4\n"), Files.readString(grown));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "series -o x APP | 2 | how far apart? give --every, such as --every 1m",
                "series --every 0s -o x APP | 2 | --every has to be more than 0",
                "series --every 10us -o x APP | 2 | --every has to be 1ms or more, because files are named by it",
                "series --every 1s --format gif -o x APP | 2 | unknown format gif",
                "series --every 1s -o APP APP | 1 | cannot write into",
                "timeline --every 1ns APP | 2 | instants, and at most 10000 are allowed: choose a longer one",
                "timeline --from end --to start APP | 2 | --from has to be before --to",
                "timeline --from @1 APP | 1 | is outside what the recording tells",
                "timeline -o x.gif APP | 2 | cannot tell a format from the name x.gif (known: .txt, .csv, .json, .html)",
                "timeline -o APP APP | 2 | cannot tell a format from the name",
                "timeline --lines --functions APP | 2 | --lines and --functions contradict each other",
                "report --max-depth 0 APP | 2 | --max-depth is 1 or more, but was 0",
                "list --max-depth 0 APP | 2 | --max-depth is 1 or more, but was 0",
                "list --profile heap --include x APP | 2 | of heap the events are listed, not the objects: choose none",
                "list --profile nope APP | 1 | no profile \"nope\" in",
                "serve --lines --functions APP | 2 | --lines and --functions contradict each other",
                "timeline --profile heap APP | 2 | heap is a builtin profile: this is about live sets over time",
                "timeline --profile nope APP | 1 | (has: blobstore.Open)",
                "diff APP | 2 | --base",
                "diff --base end APP | 2 | --base has to be before --at",
                "diff --base @1 APP | 1 | is outside what the recording tells of blobstore.Open",
                "diff --base start --min-age 1s APP | 2 | not for a difference, which is about ages itself",
                "diff --base start -n -1 APP | 2 | --limit is 0 or more, but was -1",
            })
    void whatCannotBeAnsweredIsSaidInOneLine(String command, int exitCode, String message) {
        Object[] arguments = Stream.of(command.split(" "))
                .map(word -> word.equals("APP") ? app.toString() : word)
                .map(word -> word.equals("x") ? folder.resolve("x").toString() : word)
                .toArray();
        Result result = Cli.run(arguments);
        assertEquals(exitCode, result.exitCode(), result.err());
        assertTrue(result.err().contains(message), result.err());
        assertTrue(result.err().startsWith("jfr2pprof: "), result.err());
    }
}
