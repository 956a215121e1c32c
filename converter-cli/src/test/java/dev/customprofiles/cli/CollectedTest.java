package dev.customprofiles.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.customprofiles.ChildJvm;
import dev.customprofiles.CollectedLeaks;
import dev.customprofiles.GoTool;
import dev.customprofiles.cli.Cli.Result;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What the garbage collector took stays live, and every command shows it. */
class CollectedTest {

    private static final String LEAKS = CollectedLeaks.class.getName();

    @TempDir
    static Path folder;

    private static Path app;

    /** When nothing was collected yet. */
    private static Instant before;

    @BeforeAll
    static void record() throws Exception {
        app = folder.resolve("app.jfr");
        List<String> output = ChildJvm.run(CollectedLeaks.class, List.of(), app);
        before = Instant.parse(output.get(output.size() - 1));
    }

    private static Result run(String command, Object... options) {
        Object[] arguments = Stream.concat(
                        Stream.of(command, "--profile", CollectedLeaks.LEASE),
                        Stream.concat(Stream.of(options), Stream.of(app)))
                .toArray();
        Result result = Cli.run(arguments);
        assertEquals(0, result.exitCode(), result.err());
        return result;
    }

    @Test
    void topHasAColumnOfTheCollectedObjects() {
        Result top = run("top");
        assertTrue(
                top.out().startsWith("      flat  flat%   sum%        cum   cum%  collected  function\n"), top.out());
        assertTrue(
                top.out().contains("         5 55.56% 55.56%          5 55.56%          3  " + LEAKS + ".forget\n"),
                top.out());
        assertTrue(
                top.out().contains("         3 33.33% 88.89%          3 33.33%          0  " + LEAKS + ".keep\n"),
                top.out());
        assertTrue(top.err().contains("9 live from 3 sites, 4 collected"), top.err());
    }

    @Test
    void topHasNoSuchColumnWhereNothingIsCollected() {
        assertTrue(run("top", "--at", before).out().startsWith("      flat  flat%   sum%        cum   cum%\n"));
        assertFalse(run("top", "--by", "site", "--reachable").out().contains("collected"));
    }

    @Test
    void topHasOneRowForASite() {
        List<String> sites =
                run("top", "--by", "site", "--sort", "collected").out().lines().toList();
        assertEquals(4, sites.size(), sites.toString());
        assertTrue(sites.get(0).endsWith(" collected  site"), sites.get(0));
        assertTrue(
                sites.get(1).matches(" +5 .* 3  \\S+\\.forget \\(\\w+\\.java:\\d+\\) class=java.lang.Object"),
                sites.get(1));
        assertTrue(
                sites.get(2).matches(" +1 .* 1  \\S+\\.late \\(\\w+\\.java:\\d+\\) class=java.lang.Object"),
                sites.get(2));
        assertTrue(
                sites.get(3).matches(" +3 .* 0  \\S+\\.keep \\(\\w+\\.java:\\d+\\) class=java.lang.Object"),
                sites.get(3));
        List<String> classes = run("top", "--by", "class").out().lines().toList();
        assertTrue(classes.get(1).matches(" +9 .* 4  java.lang.Object"), classes.get(1));
    }

    @Test
    void aDifferenceTellsWhatWasCollectedMeanwhileAndThatItHasNotLeft() {
        Result diff = run("diff", "--base", before);
        assertTrue(
                diff.err()
                        .endsWith(
                                "9 live, then 9; 1 added since and still live, 1 left, 4 collected meanwhile and still"
                                        + " live\n"),
                diff.err());
        assertEquals(
                "added  left  net  base  at  collected  function\n"
                        + "    1     0   +1     0   1          1  " + LEAKS + ".late\n"
                        + "    0     0   +0     5   5          3  " + LEAKS + ".forget\n"
                        + "    0     1   -1     4   3          0  " + LEAKS + ".keep\n",
                diff.out());
    }

    @Test
    void aDifferenceOfTheReachableObjectsTellsWhatWasCollectedFromWhatLeft() {
        assertTrue(
                run("diff", "--base", before, "--reachable")
                        .err()
                        .endsWith(
                                "9 live, then 5; 0 added since and still live, 1 left, 4 collected meanwhile and still live\n"));
        assertTrue(
                run("diff", "--base", before, "--collected")
                        .err()
                        .endsWith(
                                "0 live, then 4; 1 added since and still live, 0 left, 4 collected meanwhile and still live\n"));
    }

    @Test
    void aDifferenceWithoutCollectedObjectsHasNoSuchColumn() {
        Result diff = run("diff", "--base", "start", "--at", before);
        assertFalse(diff.out().contains("collected"), diff.out());
        assertFalse(diff.err().contains("collected"), diff.err());
    }

    @Test
    void thePairOfADifferenceHasTheLabel() throws Exception {
        GoTool.assumeInstalled();
        Path pair = folder.resolve("pair");
        run("diff", "--base", before, "-o", pair + "/");
        String at = GoTool.pprof(folder, "-top", "-tagfocus=collected=true", pair.resolve("at.pb.gz"));
        assertTrue(at.contains("Showing nodes accounting for 4, 44.44% of 9 total"), at);
        assertFalse(GoTool.pprof(folder, "-tags", pair.resolve("base.pb.gz")).contains("collected"));
        assertFalse(GoTool.pprof(folder, "-tags", pair.resolve("left.pb.gz")).contains("collected"));
    }

    private static List<String> timeline(String profile, Object... options) throws Exception {
        Path csv = folder.resolve("timeline.csv");
        Object[] arguments = Stream.concat(
                        Stream.of("timeline", "-q", "--profile", profile, "-o", csv, app), Stream.of(options))
                .toArray();
        Result result = Cli.run(arguments);
        assertEquals(0, result.exitCode(), result.err());
        return Files.readAllLines(csv);
    }

    @Test
    void aTimelineCountsTheCollectedAmongTheLive() throws Exception {
        List<String> rows = timeline(CollectedLeaks.LEASE, "--every", "5ms");
        assertEquals("time,live,added,removed,collected,liveCollected", rows.get(0));
        long live = 0;
        long liveCollected = 0;
        for (String row : rows.subList(1, rows.size())) {
            String[] cells = row.split(",");
            live += Long.parseLong(cells[2]) - Long.parseLong(cells[3]);
            liveCollected += Long.parseLong(cells[4]);
            assertEquals(
                    List.of(live, liveCollected), List.of(Long.parseLong(cells[1]), Long.parseLong(cells[5])), row);
        }
        assertEquals(List.of(9L, 4L), List.of(live, liveCollected));
    }

    @Test
    void inAWeakProfileTheCollectedAreLiveNoMore() throws Exception {
        List<String> rows = timeline(CollectedLeaks.WEAK, "--every", "5ms");
        long live = 0;
        for (String row : rows.subList(1, rows.size())) {
            String[] cells = row.split(",");
            live += Long.parseLong(cells[2]) - Long.parseLong(cells[3]) - Long.parseLong(cells[4]);
            assertEquals(live, Long.parseLong(cells[1]), row);
            assertEquals("0", cells[5], row);
        }
        assertEquals(2, live);
    }

    @Test
    void theBarsOfATimelineShowTheCollected() {
        List<String> lines =
                run("timeline", "-q", "--every", "1h").out().lines().toList();
        assertTrue(lines.get(0).matches("TIME +LIVE +ADDED +REMOVED +COLLECTED"), lines.get(0));
        assertTrue(lines.get(2).contains("   9  " + "▒".repeat(13) + "█".repeat(17)), lines.get(2));
        assertTrue(lines.get(2).endsWith("  4"), lines.get(2));
        assertEquals("▒ live, but garbage collected: they were not removed, and cannot be any more", lines.get(3));
        String earlier = run("timeline", "-q", "--every", "1h", "--to", before).out();
        assertFalse(earlier.contains("▒"), earlier);
        assertFalse(earlier.contains("COLLECTED"), earlier);
    }

    @Test
    void theBarsOfAWeakProfileAreOfWhatIsReachable() {
        String weak = Cli.run("timeline", "-q", "--profile", CollectedLeaks.WEAK, "--every", "1h", app)
                .out();
        assertTrue(weak.lines().toList().get(2).endsWith("  4"), weak);
        assertFalse(weak.contains("▒"), weak);
    }

    @Test
    void aListMarksWeakProfiles() {
        List<String> lines = Cli.run("list", app).out().lines().toList();
        assertTrue(lines.get(0).matches("PROFILE +LIVE +ADDED +REMOVED +COLLECTED .*"), lines.get(0));
        assertTrue(lines.get(1).matches("pool.Cache \\(weak\\) +2 +6 +0 +4 .*"), lines.get(1));
        assertTrue(lines.get(2).matches("pool.Lease +9 +10 +1 +4 .*"), lines.get(2));
    }

    @Test
    void collapsedStacksEndInTheMarkOfTheCollected() throws Exception {
        Path file = folder.resolve("open.collapsed");
        Result written = Cli.run("--profile", CollectedLeaks.LEASE, "-o", file, app);
        assertEquals(0, written.exitCode(), written.err());
        String stacks = Files.readString(file);
        assertTrue(stacks.contains(".leak;" + LEAKS + ".forget 2\n"), stacks);
        assertTrue(stacks.contains(".leak;" + LEAKS + ".forget;[collected] 3\n"), stacks);
    }

    @Test
    void thePageHasTheMarkAndWhichProfilesAreWeak() throws Exception {
        Path file = folder.resolve("report.html");
        Result written = Cli.run("report", "-o", file, app);
        assertEquals(0, written.exitCode(), written.err());
        String page = Files.readString(file);
        assertTrue(
                page.matches("(?s).*\"name\":\"pool.Cache\",[^{}]*\\{[^}]*\\},\\{[^}]*\\}\\],[^{}]*\"weak\":true,.*"));
        assertTrue(
                page.matches("(?s).*\"name\":\"pool.Lease\",[^{}]*\\{[^}]*\\},\\{[^}]*\\}\\],[^{}]*\"weak\":false,.*"));
        assertTrue(page.matches("(?s).*\"strings\":\\[[^\\]]*\"collected\",\"true\".*"));
    }

    @Test
    void pprofTellsThemByALabel() throws Exception {
        GoTool.assumeInstalled();
        Path file = folder.resolve("open.pb.gz");
        Result written = Cli.run("--profile", CollectedLeaks.LEASE, "-o", file, app);
        assertEquals(0, written.exitCode(), written.err());
        String top = GoTool.pprof(folder, "-top", "-tagfocus=collected=true", file);
        assertTrue(top.contains("Showing nodes accounting for 4, 44.44% of 9 total"), top);
    }
}
