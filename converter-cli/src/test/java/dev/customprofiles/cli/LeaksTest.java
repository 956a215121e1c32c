package dev.customprofiles.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.customprofiles.ChildJvm;
import dev.customprofiles.Json;
import dev.customprofiles.cli.Cli.Result;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The verdict on the samples, for people, for machines and for pipelines. */
class LeaksTest {

    @TempDir
    private static Path recordings;

    @TempDir
    private Path folder;

    private static Path blobs;
    private static Path connections;
    private static String halfWay;

    @BeforeAll
    static void record() throws Exception {
        blobs = recordings.resolve("blobs.jfr");
        connections = recordings.resolve("connections.jfr");
        ChildJvm.run(blobstore.Main.class, List.of("-XX:StartFlightRecording:filename=" + blobs));
        List<String> printed =
                ChildJvm.run(connectionpool.Main.class, List.of("-XX:StartFlightRecording:filename=" + connections));
        // 20 connections borrowed at 2026-11-23T20:34:22.500846816Z
        halfWay = printed.stream()
                .filter(line -> line.startsWith("20 "))
                .map(line -> line.substring(line.lastIndexOf(' ') + 1))
                .findFirst()
                .orElseThrow();
    }

    private static String signature(Path recording) {
        Matcher signature = Pattern.compile("signature ([0-9a-f]{16})")
                .matcher(Cli.run("leaks", recording).out());
        assertTrue(signature.find());
        return signature.group(1);
    }

    @Test
    void oneCommandNamesTheLineThatForgets() {
        Result blob = Cli.run("leaks", blobs);
        assertEquals(0, blob.exitCode(), blob.err());
        assertTrue(blob.out().startsWith("suspect 1: blobstore.Open, old\n  800 objects are older than "), blob.out());
        assertTrue(blob.out().contains("\n  800 live, 1,000 added, 200 removed, 0 collected\n  "), blob.out());
        assertTrue(blob.out().contains("\n    blobstore.Main.lambda$main$0 (Main.java:34)\n"), blob.out());
        assertTrue(blob.err().startsWith("1 suspect in 1 profile, recorded for "), blob.err());
        Result connection = Cli.run("leaks", connections);
        assertTrue(
                connection.out().startsWith("suspect 1: connectionpool.Borrowed, old, label customers\n  40 objects "),
                connection.out());
        assertTrue(
                connection.out().contains("\n    connectionpool.CustomerService.addressOf (CustomerService.java:20)\n"),
                connection.out());
        assertFalse(connection.out().contains("suspect 2"), connection.out());
        assertTrue(connection.out().lines().allMatch(line -> line.length() <= 80), connection.out());
    }

    @Test
    void aPipelineFailsAboveANumberOfSuspects() {
        assertEquals(4, Cli.run("leaks", "--fail-above", 0, connections).exitCode());
        assertEquals(0, Cli.run("leaks", "--fail-above", 1, connections).exitCode());
        assertEquals(
                0,
                Cli.run("leaks", "--fail-above", 0, "--exclude", "CustomerService", connections)
                        .exitCode());
        Result wrong = Cli.run("leaks", "--fail-above", -1, connections);
        assertEquals(2, wrong.exitCode());
        assertTrue(wrong.err().startsWith("jfr2pprof: --fail-above is 0 or more, but was -1\n"), wrong.err());
    }

    @Test
    void knownLeaksAreLeftOutByTheirSignature() throws Exception {
        String signature = signature(connections);
        Path known = Files.writeString(
                folder.resolve("known.txt"),
                "# of 2026\n\n  " + signature.toUpperCase() + "  the customers, ticket 12\n");
        Result result = Cli.run("leaks", "--fail-above", 0, "--known", known, connections);
        assertEquals(0, result.exitCode());
        assertEquals("no suspects\n", result.out());
        assertTrue(result.err().endsWith(" (1 known left out)\n"), result.err());
        Files.writeString(known, "customers\n");
        Result wrong = Cli.run("leaks", "--known", known, connections);
        assertEquals(1, wrong.exitCode());
        assertEquals(
                "jfr2pprof: " + known + ", line 1: not a signature of 16 hexadecimal digits: customers\n", wrong.err());
        assertEquals(
                1,
                Cli.run("leaks", "--known", folder.resolve("none"), connections).exitCode());
    }

    @Test
    void aSignatureIsTheSameInAnotherRun() throws Exception {
        Path again = folder.resolve("again.jfr");
        ChildJvm.run(connectionpool.Main.class, List.of("-XX:StartFlightRecording:filename=" + again));
        assertEquals(signature(connections), signature(again));
        // Each JVM is looked at alone: what the first one left open is no leak of the second, and not older by its
        // time.
        Result both = Cli.run("leaks", connections, again);
        assertEquals(0, both.exitCode(), both.err());
        assertTrue(
                both.out().startsWith("suspect 1: connectionpool.Borrowed, old, label customers\n  40 objects "),
                both.out());
        assertTrue(both.out().contains("\n  40 live, 400 added, 360 removed, 0 collected\n"), both.out());
        assertFalse(both.out().contains("suspect 2"), both.out());
    }

    @Test
    void machinesGetOneObject() throws Exception {
        String json = Cli.run("leaks", "--json", connections).out();
        assertTrue(
                json.startsWith(
                        "{\"suspects\":[{\"profile\":\"connectionpool.Borrowed\",\"verdict\":\"old\",\"signature\":\""
                                + signature(connections)
                                + "\",\"leaked\":40,\"live\":40,\"collected\":0,\"added\":400,\"removed\":360,\"perHour\":"),
                json);
        assertTrue(json.contains("\"label\":\"customers\",\"class\":\"connectionpool.Connection\""), json);
        assertTrue(json.endsWith("\"losses\":{\"incomplete\":false,\"warnings\":[]}}\n"), json);
        Path file = folder.resolve("leaks.json");
        assertEquals(0, Cli.run("leaks", "-o", file, connections).exitCode());
        assertEquals(json, Files.readString(file));
        Path text = folder.resolve("leaks.txt");
        assertEquals(0, Cli.run("leaks", "-o", text, connections).exitCode());
        assertEquals(Cli.run("leaks", connections).out(), Files.readString(text));
        Result wrong = Cli.run("leaks", "-o", folder.resolve("leaks.pb.gz"), connections);
        assertEquals(2, wrong.exitCode());
        assertTrue(wrong.err().contains("cannot tell a format from the name "), wrong.err());
    }

    private static Map<String, Object> verdict(Path page) throws IOException {
        String text = Files.readString(page);
        String start = "id=\"data\">";
        int from = text.indexOf(start) + start.length();
        return Json.object(Json.object(Json.parse(text.substring(from, text.indexOf("</script>", from))))
                .get("verdict"));
    }

    private static Map<String, Object> onlySuspect(Path page) throws IOException {
        List<Object> suspects = Json.array(verdict(page).get("suspects"));
        assertEquals(1, suspects.size());
        return Json.object(suspects.get(0));
    }

    @Test
    void aPageOpensWithTheVerdictWhicheverCommandWritesIt() throws Exception {
        Path page = folder.resolve("leaks.html");
        Result result = Cli.run("leaks", "-o", page, connections);
        assertEquals(0, result.exitCode(), result.err());
        assertEquals("", result.out());
        Map<String, Object> suspect = onlySuspect(page);
        assertEquals("connectionpool.CustomerService.addressOf", suspect.get("function"));
        assertEquals("customers", suspect.get("label"));
        assertEquals(signature(connections), suspect.get("signature"));
        assertFalse(suspect.get("sites").toString().isEmpty());

        Path report = folder.resolve("report.html");
        assertEquals(0, Cli.run("report", "-o", report, connections).exitCode());
        assertEquals(-1, Files.mismatch(page, report));

        Path timeline = folder.resolve("timeline.html");
        assertEquals(0, Cli.run("timeline", "-o", timeline, connections).exitCode());
        assertEquals(suspect, onlySuspect(timeline));

        Path shaped = folder.resolve("shaped.html");
        Cli.run("report", "--functions", "--max-depth", 1, "-o", shaped, connections);
        assertEquals(signature(connections), onlySuspect(shaped).get("signature"));
        assertFalse(onlySuspect(shaped).get("sites").toString().isEmpty());
    }

    @Test
    void aPageHasNoVerdictOnObjectsOfSomeAgeAndLeavesOutWhatIsKnown() throws Exception {
        Path old = folder.resolve("old.html");
        assertEquals(
                0, Cli.run("report", "--min-age", "1ms", "-o", old, connections).exitCode());
        assertFalse(Files.readString(old).contains("\"verdict\":"));
        Path known = Files.writeString(folder.resolve("known.txt"), signature(connections));
        Path page = folder.resolve("leaks.html");
        Cli.run("leaks", "--known", known, "-o", page, connections);
        assertEquals(List.of(), verdict(page).get("suspects"));
        Result both = Cli.run("leaks", "--json", "-o", page, connections);
        assertEquals(2, both.exitCode());
        assertTrue(both.err().startsWith("jfr2pprof: --json writes no page: "), both.err());
    }

    @Test
    void whatCameAndWentStandsBesideWhatIsLive() {
        String table =
                Cli.run("top", "--by", "site", "--functions", connections).out().replaceAll(" +", " ");
        assertTrue(table.startsWith(" flat flat% sum% mean age added removed site\n"), table);
        assertTrue(table.contains(" 400 360 connectionpool.CustomerService.addressOf "), table);
        assertTrue(table.contains("\n 0 0% 100% 0 440 440 connectionpool.CustomerService.orders "), table);
        String json = Cli.run("top", "--by", "site", "--json", "--limit", 1, connections)
                .out();
        assertTrue(json.contains("\"weightUnit\":null,\"total\":40,\"rowCount\":3,"), json);
        assertTrue(json.contains("\"added\":400,\"removed\":360,\"collected\":0,"), json);
        String half = Cli.run("top", "--by", "site", "--functions", "--at", halfWay, connections)
                .out()
                .replaceAll(" +", " ");
        assertTrue(half.contains(" 200 180 connectionpool.CustomerService.addressOf "), half);
        String old =
                Cli.run("top", "--by", "site", "--min-age", "1ms", connections).out();
        assertFalse(old.contains("removed"), old);
        String pair = Cli.run(
                        "top",
                        "--by",
                        "site",
                        "--functions",
                        "--open",
                        "customprofiles.Add",
                        "--close",
                        "customprofiles.Remove",
                        "--key",
                        "id",
                        connections)
                .out()
                .replaceAll(" +", " ");
        assertTrue(
                pair.contains(
                        " 400 360 connectionpool.ConnectionPool.borrow < connectionpool.CustomerService.addressOf"),
                pair);
    }

    @Test
    void aPairOfEventsLeaksToo() {
        Result result = Cli.run(
                "leaks",
                "--open",
                "customprofiles.Add",
                "--close",
                "customprofiles.Remove",
                "--key",
                "id",
                "--label",
                "label",
                connections);
        assertTrue(
                result.out().startsWith("suspect 1: customprofiles.Add, old, label customers\n  40 objects "),
                result.out() + result.err());
    }

    @Test
    void whatHasNoLeaksIsRefused() {
        assertTrue(Cli.run("leaks", "--min-age", "1s", connections)
                .err()
                .startsWith("jfr2pprof: --min-age and --max-age are not for leaks, which are found by their ages\n"));
        assertTrue(Cli.run("leaks", "--profile", "heap", connections)
                .err()
                .startsWith("jfr2pprof: heap is a builtin profile: this is about live sets over time\n"));
        assertEquals(1, Cli.run("leaks", "--profile", "no.such", connections).exitCode());
    }
}
