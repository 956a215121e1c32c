package dev.customprofiles.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.sun.management.HotSpotDiagnosticMXBean;
import dev.customprofiles.ChildJvm;
import dev.customprofiles.Json;
import dev.customprofiles.Profile;
import dev.customprofiles.cli.Cli.Result;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import jdk.jfr.Recording;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The pages of a recording and a heap dump of the same JVM. What a browser makes of the data is another test's. */
class HeapDumpPageTest {

    private static final Pattern DATA =
            Pattern.compile("<script type=\"application/json\" id=\"data\">(.*?)</script>", Pattern.DOTALL);

    /** What holds the objects in the JVM that is recorded. */
    private static final List<Object> KEPT = new ArrayList<>();

    @TempDir
    private static Path recordings;

    @TempDir
    private Path folder;

    private static Path recording;
    private static Path dump;

    @BeforeAll
    static void record() throws IOException, InterruptedException {
        recording = recordings.resolve("app.jfr");
        dump = recordings.resolve("app.hprof");
        ChildJvm.run(HeapDumpPageTest.class, List.of("-Xmx64m"), recording, dump);
    }

    /** Records and dumps itself, with 7 objects in a list. */
    public static void main(String[] arguments) throws IOException {
        try (Recording recording = new Recording()) {
            recording.start();
            Profile profile = Profile.create("blobstore.Open");
            for (int i = 0; i < 7; i++) {
                open(profile);
            }
            ManagementFactory.getPlatformMXBean(HotSpotDiagnosticMXBean.class).dumpHeap(arguments[1], true);
            recording.stop();
            recording.dump(Path.of(arguments[0]));
        }
    }

    private static void open(Profile profile) {
        byte[] blob = new byte[100];
        profile.add(blob);
        KEPT.add(blob);
    }

    private static Map<String, Object> data(Path page) throws IOException {
        Matcher data = DATA.matcher(Files.readString(page));
        assertTrue(data.find(), "there is data");
        return Json.object(Json.parse(data.group(1)));
    }

    private static void assertNamesTheHolder(Path page) throws IOException {
        Map<String, Object> data = data(page);
        Map<String, Object> profile =
                Json.object(Json.array(data.get("profiles")).get(0));
        assertEquals("C", profile.get("held"), "the first stack of the dump, for the only site");
        assertEquals(
                1, Json.array(Json.object(data.get("holders")).get("stacks")).size());
        assertTrue(
                Json.array(data.get("strings")).contains("static " + HeapDumpPageTest.class.getName() + ".KEPT"),
                () -> data.get("strings").toString());
    }

    @Test
    void aReportTakesAHeapDump() throws IOException {
        Path page = folder.resolve("leak.html");
        Result result = Cli.run("report", "-o", page, recording, dump);
        assertEquals("blobstore.Open at 401 instants, written to " + page + "\n", result.err());
        assertEquals(0, result.exitCode());
        assertNamesTheHolder(page);
    }

    @Test
    void stacksAreInTheShapeOfTheReport() throws IOException {
        Path page = folder.resolve("leak.html");
        assertEquals(
                0, Cli.run("report", "--functions", "-o", page, dump, recording).exitCode());
        assertNamesTheHolder(page);
        Path hidden = folder.resolve("hidden.html");
        Result result = Cli.run("report", "--hide", "HeapDumpPageTest.main", "-o", hidden, dump, recording);
        assertEquals(0, result.exitCode(), result.err());
        assertNamesTheHolder(hidden);
    }

    @Test
    void thePageOfLeaksNamesTheHolder() throws IOException {
        Path page = folder.resolve("leak.html");
        Result result = Cli.run("leaks", "-o", page, recording, dump);
        assertEquals(0, result.exitCode(), result.err());
        assertNamesTheHolder(page);
    }

    @Test
    void aPageWithoutADumpHasNothingOfIt() throws IOException {
        Path page = folder.resolve("leak.html");
        assertEquals(0, Cli.run("report", "-o", page, recording).exitCode());
        assertNull(data(page).get("holders"));
        assertNull(Json.object(Json.array(data(page).get("profiles")).get(0)).get("held"));
    }

    @Test
    void aPageOfTheDumpAloneKnowsItsReferences() throws IOException {
        Path page = folder.resolve("holders.html");
        Result result = Cli.run("holders", "-o", page, dump, recording);
        assertEquals("7 live objects of 1 site in 1 profile\n", result.err());
        assertFalse(data(page).get("references").toString().isEmpty());
    }

    @Test
    void aReportOfADumpAloneIsAMistake() {
        Result result = Cli.run("report", "-o", folder.resolve("leak.html"), dump);
        assertEquals(2, result.exitCode());
        assertTrue(result.err().startsWith("jfr2pprof: no recording given"), result.err());
    }
}
