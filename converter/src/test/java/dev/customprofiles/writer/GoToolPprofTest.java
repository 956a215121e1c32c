package dev.customprofiles.writer;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.customprofiles.GoTool;
import dev.customprofiles.live.Frame;
import dev.customprofiles.live.LiveSite;
import dev.customprofiles.live.Site;
import dev.customprofiles.profile.StackProfile;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What we write, read by the program it is written for. Skipped, and reported so, where Go is not installed. */
class GoToolPprofTest {

    @TempDir
    private Path folder;

    @BeforeAll
    static void goIsInstalled() {
        GoTool.assumeInstalled();
    }

    private String pprof(StackProfile live, String... options) throws IOException, InterruptedException {
        Path file = folder.resolve("live.pb.gz");
        try (OutputStream out = Files.newOutputStream(file)) {
            PprofWriter.writeGzip(live, Fixture.NONE, Fixture.ORIGIN, out);
        }
        List<Object> arguments = new ArrayList<>(List.of((Object[]) options));
        arguments.add(file);
        return GoTool.pprof(folder, arguments.toArray());
    }

    @Test
    void rawShowsEverySampleAsItWasWritten() throws Exception {
        String raw = pprof(Fixture.everything(), "-raw");
        assertTrue(raw.startsWith("""
                        Comment: written by jfr2pprof 1 (abc)
                        Comment: recording: app.jfr
                        Comment: live at 2026-11-23T13:20:15.123456789Z
                        PeriodType: blobstore.Open count
                        Period: 1
                        Time: 2026-11-23 13:20:15.123456789 +0000 UTC
                        Samples:
                        blobstore.Open/count[dflt] space/bytes age/nanoseconds
                                  7        700 7000000000: 1 2\s
                        """), raw);
        assertTrue(raw.contains("label:[eu]"), raw);
        assertTrue(raw.contains("class:[blobstore.Blob]"), raw);
        assertTrue(raw.contains("thread:[main]"), raw);
        assertTrue(raw.contains("label:[größe ☃]"), raw);
        assertTrue(raw.contains("M=1 blobstore.Store.open blobstore/Store.java:42 s=0"), raw);
        assertTrue(raw.contains("1: 0x0/0x0/0x0 app  [FN][FL][LN]"), raw);
    }

    @Test
    void theFileIsNamedForTheApplicationAndShowsTheProfileFirst() throws Exception {
        String top = pprof(Fixture.everything(), "-top");
        assertTrue(top.contains("File: app\n"), top);
        assertTrue(top.contains("Type: blobstore.Open\n"), top);
        assertTrue(top.contains("Time: Nov 23, 2026 at 1:20pm (UTC)\n"), top);
        assertTrue(top.contains("Showing nodes accounting for 16, 100% of 16 total"), top);
    }

    @Test
    void weightsAndAgesHaveTheirUnits() throws Exception {
        assertTrue(pprof(Fixture.everything(), "-top", "-sample_index=space").contains("of 746B total"));
        assertTrue(pprof(Fixture.everything(), "-top", "-sample_index=age").contains("of 13s total"));
    }

    @Test
    void nothingLiveIsReadable() throws Exception {
        assertTrue(pprof(Fixture.liveSet(null), "-raw").contains("blobstore.Open/count"));
    }

    @ParameterizedTest
    @CsvSource({"FUNCTION, FLAT, -flat", "FUNCTION, CUM, -cum", "LINE, FLAT, -lines", "LINE, CUM, -cum -lines"})
    void ourTopTableIsThatOfPprofButForTheOrderOfEqualRows(Grouping by, TopOrder order, String options)
            throws Exception {
        assertSameTable(Fixture.everything(), by, order, options);
        Random random = new Random(7);
        for (int i = 0; i < 2; i++) {
            assertSameTable(random(random), by, order, options);
        }
    }

    @Test
    void sharesAreRoundedAsPprofDoes() throws Exception {
        List<LiveSite> sites = new ArrayList<>();
        for (long count : new long[] {1, 16, 900, 10_000_000, 125_000_000, 312_500_000, 359_375_000}) {
            Frame frame = Frame.of("p.C", "m" + count, 1);
            sites.add(new LiveSite(Fixture.site(null, null, null, frame), count, 0, 0));
        }
        assertSameTable(
                Fixture.liveSet(null, sites.toArray(LiveSite[]::new)), Grouping.FUNCTION, TopOrder.FLAT, "-flat");
        long eighth = 125; // of 1000 hundredths of a percent, exactly between two figures
        Site half = Fixture.site(null, null, null, Frame.of("p.C", "half", 1));
        Site rest = Fixture.site(null, null, null, Frame.of("p.C", "rest", 1));
        assertSameTable(
                Fixture.liveSet(null, new LiveSite(rest, 100_000 - eighth, 0, 0), new LiveSite(half, eighth, 0, 0)),
                Grouping.FUNCTION,
                TopOrder.FLAT,
                "-flat");
    }

    private void assertSameTable(StackProfile live, Grouping by, TopOrder order, String options) throws Exception {
        List<String> all = new ArrayList<>(List.of("-top", "-nodefraction=0", "-nodecount=1000000"));
        all.addAll(List.of(options.split(" ")));
        all.remove("-flat"); // is what pprof does unasked
        String theirs = pprof(live, all.toArray(String[]::new));
        ByteArrayOutputStream ours = new ByteArrayOutputStream();
        TopTable.of(live, by, order).write(ours, Integer.MAX_VALUE);
        String table = theirs.substring(theirs.indexOf("      flat  flat%"));
        assertEquals(sorted(table, order), sorted(ours.toString(StandardCharsets.UTF_8), order));
    }

    /**
     * The heading, the value of each row that gives the order, and the rows by name. The sum of the flats is left out, because
     * it depends on where equal rows stand.
     */
    private static List<String> sorted(String table, TopOrder order) {
        List<String> lines = table.lines().toList();
        List<List<String>> rows = lines.stream()
                .skip(1)
                .map(line -> List.of(line.strip().split(" +", 6)))
                .toList();
        List<String> sorted = new ArrayList<>(List.of(lines.get(0)));
        rows.forEach(row -> sorted.add(row.get(order == TopOrder.CUM ? 3 : 0)));
        rows.stream()
                .map(row -> row.get(5) + " " + row.get(0) + " " + row.get(1) + " " + row.get(3) + " " + row.get(4))
                .sorted()
                .forEach(sorted::add);
        return sorted;
    }

    /** Deep, recursive stacks over few functions; counts from one to many, so that all forms of percentages occur. */
    private static StackProfile random(Random random) {
        Map<Site, LiveSite> sites = new TreeMap<>();
        for (int i = 0; i < 300; i++) {
            Frame[] frames = new Frame[1 + random.nextInt(12)];
            for (int j = 0; j < frames.length; j++) {
                frames[j] = Frame.of("p.C" + random.nextInt(9), "m" + random.nextInt(9), random.nextInt(3));
            }
            Site site = Fixture.site(null, null, null, frames);
            sites.put(site, new LiveSite(site, 1 + random.nextInt(1 << random.nextInt(12)), 0, 0));
        }
        return Fixture.liveSet(null, sites.values().toArray(LiveSite[]::new));
    }
}
