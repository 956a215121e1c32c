package dev.customprofiles.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.customprofiles.Json;
import dev.customprofiles.Profile;
import dev.customprofiles.cli.Cli.Result;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import jdk.jfr.Recording;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The command that writes the page, on recordings of this JVM. What the page makes of the data is another test's. */
class ReportTest {

    private static final Pattern DATA =
            Pattern.compile("<script type=\"application/json\" id=\"data\">(.*?)</script>", Pattern.DOTALL);

    @TempDir
    private static Path recordings;

    @TempDir
    private Path folder;

    private static Path app;
    private static Path two;

    @BeforeAll
    static void record() throws Exception {
        app = recordings.resolve("app.jfr");
        two = recordings.resolve("two.jfr");
        RecordingFixture.record(app, "blobstore.Open");
        RecordingFixture.record(two, "blobstore.Open", "db.Conn");
    }

    private static Map<String, Object> data(Path page) throws IOException {
        Matcher data = DATA.matcher(Files.readString(page));
        assertTrue(data.find(), "there is data");
        return Json.object(Json.parse(data.group(1)));
    }

    private static List<String> profiles(Path page) throws IOException {
        return Json.array(data(page).get("profiles")).stream()
                .map(profile -> (String) Json.object(profile).get("name"))
                .toList();
    }

    @Test
    void allProfilesAreOnOnePage() throws IOException {
        Path page = folder.resolve("leak.html");
        Result result = Cli.run("report", "-o", page, two);
        assertEquals("blobstore.Open, db.Conn at 401 instants, written to " + page + "\n", result.err());
        assertEquals("", result.out());
        assertEquals(0, result.exitCode());
        assertEquals(List.of("blobstore.Open", "db.Conn"), profiles(page));
        assertEquals("two.jfr", data(page).get("recording"));
    }

    /** What a page says came and went of each site of its first profile. */
    private static String turnover(Path page) throws IOException {
        return (String)
                Json.object(Json.array(data(page).get("profiles")).get(0)).get("turnover");
    }

    @Test
    void whatCameAndWentBySiteIsOnAPageOfAllOfTheRecordingOnly() throws IOException {
        Path page = folder.resolve("leak.html");
        Cli.run("report", "-q", "-o", page, app);
        assertNotEquals("", turnover(page));
        Cli.run("report", "-q", "--functions", "-o", page, app);
        assertNotEquals("", turnover(page));
        Cli.run("report", "-q", "--from", "50%", "-o", page, app);
        assertEquals("", turnover(page));
        Cli.run("report", "-q", "--reachable", "-o", page, app);
        assertEquals("", turnover(page));
    }

    @Test
    void aPageOfOneInstantSaysWhoWasRecordedAndForHowLong() throws IOException {
        Path here = folder.resolve("here.jfr");
        try (Recording recording = new Recording()) {
            recording.enable("jdk.JVMInformation");
            recording.start();
            Profile open = Profile.getOrCreate("report.Open");
            Object value = new Object();
            open.add(value);
            recording.dump(here);
            open.remove(value);
        }
        Path report = folder.resolve("report.html");
        Cli.run("report", "-q", "-o", report, here);
        Path page = folder.resolve("at.html");
        assertEquals(0, Cli.run("-q", "--at", "end", "-o", page, here).exitCode());
        Path grown = folder.resolve("grown.html");
        assertEquals(
                0, Cli.run("diff", "-q", "--base", "start", "-o", grown, here).exitCode());
        Path series = folder.resolve("series");
        assertEquals(
                0,
                Cli.run("series", "-q", "--every", "1h", "--format", "html", "-o", series, here)
                        .exitCode());
        List<Path> pages = new ArrayList<>(List.of(page, grown));
        try (Stream<Path> files = Files.list(series)) {
            files.forEach(pages::add);
        }
        assertEquals(4, pages.size());
        String jvm = (String) Json.array(data(report).get("jvms")).get(0);
        assertTrue(jvm.contains("pid " + ProcessHandle.current().pid()), jvm);
        for (Path one : pages) {
            assertEquals(List.of(jvm), data(one).get("jvms"), one.toString());
            assertEquals(data(report).get("recorded"), data(one).get("recorded"), one.toString());
            assertFalse(data(one).containsKey("verdict"), one.toString());
        }
    }

    @Test
    void oneProfileAndItsInstantsCanBeChosen() throws IOException {
        Path page = folder.resolve("leak.html");
        Result result = Cli.run("report", "-q", "--profile", "db.Conn", "--every", "5ms", "-o", page, two);
        assertEquals("", result.err());
        assertEquals(0, result.exitCode());
        assertEquals(List.of("db.Conn"), profiles(page));
        Result unknown = Cli.run("report", "--profile", "conns", "-o", page, two);
        assertEquals(1, unknown.exitCode());
        assertTrue(unknown.err().startsWith("jfr2pprof: no profile \"conns\" in "), unknown.err());
    }

    @Test
    void whatIsOnThePageIsWhatWasChosenInTheShapeThatWasWished() throws IOException {
        Path page = folder.resolve("leak.html");
        String options = "report -q --exclude open$ --functions --max-depth 2 -o " + page + " " + two;
        Result result = Cli.run((Object[]) options.split(" "));
        assertEquals("", result.err());
        Map<String, Object> data = data(page);
        for (Object profile : Json.array(data.get("profiles"))) {
            assertEquals(
                    List.of(
                            "no stacks with a function that matches open$",
                            "lines are left out",
                            "stacks are cut to the 2 frames nearest to the leaf"),
                    Json.object(profile).get("comments"));
            assertEquals(1, Json.array(Json.object(profile).get("labels")).size());
        }
        List<Object> strings = Json.array(data.get("strings"));
        assertTrue(strings.contains(RecordingFixture.class.getName() + ".connect"), strings.toString());
        assertTrue(strings.contains("[truncated]"), strings.toString());
        assertFalse(strings.contains(RecordingFixture.class.getName() + ".open"), strings.toString());
    }

    @Test
    void theSameRecordingGivesTheSamePage() throws IOException {
        Cli.run("report", "-o", folder.resolve("a.html"), two);
        Cli.run("report", "-o", folder.resolve("b.html"), two);
        assertEquals(-1, Files.mismatch(folder.resolve("a.html"), folder.resolve("b.html")));
    }

    @Test
    void whatWasLostIsOnThePageAndInTheExitCode() throws IOException {
        Path damaged = Files.copy(app, folder.resolve("damaged.jfr"));
        Files.write(damaged, new byte[1000], StandardOpenOption.APPEND);
        Path page = folder.resolve("leak.html");
        Result result = Cli.run("report", "-o", page, damaged);
        assertEquals(3, result.exitCode());
        assertTrue(result.err().contains("jfr2pprof: warning: "), result.err());
        assertTrue(((String) Json.array(data(page).get("warnings")).get(0)).endsWith("no chunk begins here"));
    }

    @Test
    void theRecordingIsNotOverwrittenAndNothingIsLeftOfARefusal() throws IOException {
        Result itself = Cli.run("report", "-o", app, app);
        assertEquals(2, itself.exitCode());
        assertEquals("jfr2pprof: the output " + app + " is the recording itself\n", itself.err());
        Path empty = folder.resolve("empty.jfr");
        Files.write(empty, new byte[10]);
        assertEquals(
                1, Cli.run("report", "-o", folder.resolve("leak.html"), empty).exitCode());
        assertEquals(
                2,
                Cli.run("report", "--profile", "heap", "-o", folder.resolve("leak.html"), app)
                        .exitCode());
        assertEquals(2, Cli.run("report").exitCode());
        assertFalse(Files.exists(folder.resolve("leak.html")));
        try (Stream<Path> files = Files.list(folder)) {
            assertEquals(List.of(empty), files.toList());
        }
    }

    @Test
    void aPairOfEventsIsAProfile() throws IOException {
        Path page = folder.resolve("threads.html");
        Result result = Cli.run(
                "report", "--open", "jdk.ThreadStart", "--close", "jdk.ThreadEnd", "--key", "thread", "-o", page, app);
        assertEquals(List.of("jdk.ThreadStart"), profiles(page), result.err());
    }

    @Test
    void aSingleProfileIsAPageOrAFileForSpeedscope() throws IOException {
        Path page = folder.resolve("open.html");
        assertEquals(0, Cli.run("-o", page, app).exitCode());
        assertEquals(List.of("blobstore.Open"), profiles(page));
        Path json = folder.resolve("open.json");
        assertEquals(0, Cli.run("-o", json, app).exitCode());
        Map<String, Object> file = Json.object(Json.parse(Files.readString(json)));
        Map<String, Object> first = Json.object(Json.array(file.get("profiles")).get(0));
        assertEquals(7, Json.number(first.get("endValue")));
    }
}
