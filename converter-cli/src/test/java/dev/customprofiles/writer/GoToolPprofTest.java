package dev.customprofiles.writer;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.customprofiles.GoTool;
import dev.customprofiles.profile.StackProfile;
import dev.customprofiles.replay.Frame;
import dev.customprofiles.replay.LiveSite;
import dev.customprofiles.replay.Site;
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
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What we write, read by the program it is written for. Skipped, and reported so, where Go is not installed. */
class GoToolPprofTest {

    private static final Pattern ROW =
            Pattern.compile("\\s*(\\d+)\\s+([\\d.e-]+%)\\s+([\\d.e-]+%)\\s+(\\d+)\\s+([\\d.e-]+%)\\s+(.*)");

    @TempDir
    private Path folder;

    @BeforeAll
    static void goIsInstalled() throws InterruptedException {
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

    @Test
    void ourTopTableIsThatOfPprof() throws Exception {
        assertSameTable(Fixture.everything());
        Random random = new Random(7);
        for (int i = 0; i < 3; i++) {
            assertSameTable(random(random));
        }
    }

    private void assertSameTable(StackProfile live) throws Exception {
        Map<String, String> theirs = rows(pprof(live, "-top", "-nodefraction=0"));
        ByteArrayOutputStream ours = new ByteArrayOutputStream();
        TopTable.of(live).write(ours, Integer.MAX_VALUE);
        assertEquals(theirs, rows(ours.toString(StandardCharsets.UTF_8)));
    }

    /** All figures but the running sum, which depends on the order of functions with equal counts. */
    private static Map<String, String> rows(String table) {
        Map<String, String> rows = new TreeMap<>();
        for (String line : table.split("\n")) {
            Matcher row = ROW.matcher(line);
            if (row.matches()) {
                rows.put(row.group(6), row.group(1) + " " + row.group(2) + " " + row.group(4) + " " + row.group(5));
            }
        }
        assertTrue(!rows.isEmpty());
        return rows;
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
