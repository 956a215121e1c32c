package dev.customprofiles.serve;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.customprofiles.ChildJvm;
import dev.customprofiles.Profile;
import dev.customprofiles.pprof.proto.Sample;
import dev.customprofiles.profile.Shaping;
import dev.customprofiles.query.Input;
import dev.customprofiles.query.RecordingFiles;
import dev.customprofiles.query.Subject;
import dev.customprofiles.text.InstantText;
import java.io.BufferedReader;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Instant;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.zip.GZIPInputStream;
import jdk.jfr.Recording;
import jdk.jfr.consumer.RecordingFile;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What the server answers, about a recording of another JVM. */
class ProfileServerTest {

    private static final String INSTANT = "\\d{4}-\\d\\d-\\d\\dT[0-9:.]+(?:Z|[+-]\\d\\d:\\d\\d)";
    private static final String EVIL = "<script>alert('x')</script>&\"";

    @TempDir
    private static Path folder;

    private static Path recording;
    private static Instant half;

    private final AtomicInteger opened = new AtomicInteger();
    private final CountDownLatch mayOpen = new CountDownLatch(1);
    private final HttpClient client = HttpClient.newHttpClient();
    private ProfileServer server;

    /** 2 objects, an instant, 3 more and one less, and a profile whose name is HTML. */
    static final class Program {
        private static final List<Object> HELD = new ArrayList<>();

        /** Names of profiles, the first of which has one object, the second two, and so on. */
        static final List<String> NAMES = List.of(
                "a--b",
                "a/b",
                "a%2Fb",
                "a+b",
                "a;b",
                "a&b=c",
                "a?b#c",
                ".hidden",
                "..",
                "Caf\u00e9",
                "\u4e2d\ud83d\ude00");

        private Program() {}

        public static void main(String[] arguments) throws IOException, InterruptedException {
            try (Recording recording = new Recording()) {
                recording.start();
                Profile profile = Profile.create("served.Thing");
                Profile.create(EVIL).add(HELD);
                first(profile, 2);
                Thread.sleep(1100);
                System.out.println(Instant.now());
                Thread.sleep(1100);
                second(profile, 3);
                profile.remove(HELD.get(0));
                recording.stop();
                recording.dump(Path.of(arguments[0]));
            }
            do { // the JVM may have sampled nothing
                recordHeap(Path.of(arguments[1]));
            } while (RecordingFile.readAllEvents(Path.of(arguments[1])).stream()
                    .noneMatch(event -> event.getEventType().getName().equals("jdk.OldObjectSample")));
            for (int i = 0; i < NAMES.size(); i++) {
                first(Profile.create(NAMES.get(i)), i + 1);
            }
            try (Recording recording = new Recording()) {
                recording.start();
                recording.stop();
                recording.dump(Path.of(arguments[2]));
            }
        }

        private static void recordHeap(Path file) throws IOException {
            try (Recording recording = new Recording()) {
                recording.enable("jdk.OldObjectSample").with("cutoff", "0 ns").withStackTrace();
                recording.start();
                for (int i = 0; i < 100; i++) {
                    HELD.add(new byte[50_000]);
                }
                recording.stop();
                recording.dump(file);
            }
        }

        private static void first(Profile profile, int count) {
            for (int i = 0; i < count; i++) {
                HELD.add(new Object());
                profile.add(HELD.get(HELD.size() - 1));
            }
        }

        private static void second(Profile profile, int count) {
            for (int i = 0; i < count; i++) {
                HELD.add(new Object());
                profile.add(HELD.get(HELD.size() - 1));
            }
        }
    }

    @BeforeAll
    static void record() throws Exception {
        recording = folder.resolve("served.jfr");
        half = Instant.parse(ChildJvm.run(
                        Program.class, List.of(), recording, folder.resolve("heap.jfr"), folder.resolve("names.jfr"))
                .get(0));
    }

    /** Counts, and holds up who opens while the test wants that. */
    private class Watched implements Subject {
        private final Subject files = new RecordingFiles(List.of(recording), "test");

        @Override
        public String name() {
            return files.name();
        }

        @Override
        public Input open() throws IOException {
            opened.incrementAndGet();
            try {
                mayOpen.await();
            } catch (InterruptedException e) {
                throw new IOException(e);
            }
            return files.open();
        }

        @Override
        public Object version() throws IOException {
            return files.version();
        }
    }

    @BeforeEach
    void start() throws IOException {
        server = ProfileServer.start(new Watched(), Shaping.NONE, "localhost", List.of(), 0);
    }

    @AfterEach
    void stop() {
        mayOpen.countDown();
        server.close();
    }

    private HttpRequest.Builder request(String path) {
        return HttpRequest.newBuilder(
                URI.create("http://localhost:" + server.address().getPort() + path));
    }

    private HttpResponse<byte[]> get(String path) throws Exception {
        mayOpen.countDown();
        return client.send(request(path).build(), BodyHandlers.ofByteArray());
    }

    private String text(String path) throws Exception {
        return text(get(path));
    }

    private static String text(HttpResponse<byte[]> response) {
        return new String(response.body(), StandardCharsets.UTF_8);
    }

    private static dev.customprofiles.pprof.proto.Profile pprof(HttpResponse<byte[]> response) throws IOException {
        assertEquals(200, response.statusCode(), () -> text(response));
        try (GZIPInputStream in = new GZIPInputStream(new ByteArrayInputStream(response.body()))) {
            return dev.customprofiles.pprof.proto.Profile.parseFrom(in);
        }
    }

    private static List<Long> counts(dev.customprofiles.pprof.proto.Profile profile) {
        return profile.getSampleList().stream()
                .map((Sample sample) -> sample.getValue(0))
                .sorted()
                .toList();
    }

    private static String header(HttpResponse<?> response, String name) {
        return response.headers().firstValue(name).orElse(null);
    }

    @Test
    void aProfileIsAnsweredAsPprofWithTheHeadersOfGo() throws Exception {
        HttpResponse<byte[]> response = get("/debug/pprof/served.Thing");
        assertEquals(List.of(1L, 3L), counts(pprof(response)));
        assertEquals("application/octet-stream", header(response, "Content-Type"));
        assertEquals("attachment; filename=\"served.Thing\"", header(response, "Content-Disposition"));
        assertEquals("nosniff", header(response, "X-Content-Type-Options"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"start", "end", "-1.5s", "+1s", "50%25"})
    void instantsAreThoseOfTheCommandLine(String at) throws Exception {
        HttpResponse<byte[]> response = get("/debug/pprof/served.Thing?at=" + at);
        assertEquals(200, response.statusCode(), text(response));
    }

    @Test
    void anEarlierInstantHasWhatWasLiveThen() throws Exception {
        assertEquals(List.of(2L), counts(pprof(get("/debug/pprof/served.Thing?at=" + half))));
        assertEquals(List.of(2L), counts(pprof(get("/debug/pprof/served.Thing?at=@" + half.toEpochMilli()))));
    }

    @Test
    void debugIsTheTextThatGoWrites() throws Exception {
        HttpResponse<byte[]> response = get("/debug/pprof/served.Thing?debug=1");
        assertEquals("text/plain; charset=utf-8", header(response, "Content-Type"));
        assertEquals(null, header(response, "Content-Disposition"));
        assertTrue(text(response).startsWith("served.Thing profile: total 4\n3 @ "), text(response));
        assertTrue(text(response).contains("#\t" + Program.class.getName() + ".second\t"), text(response));
    }

    @Test
    void secondsAreTheDifferenceAlsoOfCustomProfiles() throws Exception {
        HttpResponse<byte[]> response = get("/debug/pprof/served.Thing?seconds=1");
        dev.customprofiles.pprof.proto.Profile change = pprof(response);
        assertEquals(List.of(-1L, 3L), counts(change));
        assertEquals(1_000_000_000, change.getDurationNanos());
        assertEquals(1, change.getSampleTypeCount());
        assertEquals("attachment; filename=\"served.Thing-delta\"", header(response, "Content-Disposition"));
        assertEquals(List.of(), counts(pprof(get("/debug/pprof/served.Thing?seconds=1&at=" + half))));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "debug=99999999999|invalid value for \"debug\" - must be an integer from 0 to 2147483647",
                "debug=2147483648|invalid value for \"debug\" - must be an integer from 0 to 2147483647",
                "debug=18446744073709551617|invalid value for \"debug\" - must be an integer from 0 to 2147483647",
                "debug=-1|invalid value for \"debug\" - must be an integer from 0 to 2147483647",
                "debug=+1|invalid value for \"debug\" - must be an integer from 0 to 2147483647",
                "debug=1.5|invalid value for \"debug\" - must be an integer from 0 to 2147483647",
                "debug=x|invalid value for \"debug\" - must be an integer from 0 to 2147483647",
                "debug=|invalid value for \"debug\" - must be an integer from 0 to 2147483647",
                "debug=%20|invalid value for \"debug\" - must be an integer from 0 to 2147483647",
                "debug=0x1|invalid value for \"debug\" - must be an integer from 0 to 2147483647",
                "debug=%d9%a1|invalid value for \"debug\" - must be an integer from 0 to 2147483647",
                "gc=99999999999|invalid value for \"gc\" - must be an integer from 0 to 2147483647",
                "gc=-1|invalid value for \"gc\" - must be an integer from 0 to 2147483647",
                "gc=x|invalid value for \"gc\" - must be an integer from 0 to 2147483647",
                "gc=|invalid value for \"gc\" - must be an integer from 0 to 2147483647",
                "threads=99999999999|invalid value for \"threads\" - must be an integer from 0 to 2147483647",
                "threads=-1|invalid value for \"threads\" - must be an integer from 0 to 2147483647",
                "threads=x|invalid value for \"threads\" - must be an integer from 0 to 2147483647",
                "threads=|invalid value for \"threads\" - must be an integer from 0 to 2147483647",
                "collected=99999999999|invalid value for \"collected\" - must be an integer from 0 to 2147483647",
                "collected=-1|invalid value for \"collected\" - must be an integer from 0 to 2147483647",
                "collected=x|invalid value for \"collected\" - must be an integer from 0 to 2147483647",
                "collected=|invalid value for \"collected\" - must be an integer from 0 to 2147483647",
                "debug|invalid value for \"debug\" - must be an integer from 0 to 2147483647",
                "seconds=0|invalid value for \"seconds\" - must be a positive integer, at most 2147483647",
                "seconds=-1|invalid value for \"seconds\" - must be a positive integer, at most 2147483647",
                "seconds=x|invalid value for \"seconds\" - must be a positive integer, at most 2147483647",
                "seconds=|invalid value for \"seconds\" - must be a positive integer, at most 2147483647",
                "seconds=99999999999|invalid value for \"seconds\" - must be a positive integer, at most 2147483647",
                "seconds=2147483648|invalid value for \"seconds\" - must be a positive integer, at most 2147483647",
                "seconds=1.5|invalid value for \"seconds\" - must be a positive integer, at most 2147483647",
                "seconds|invalid value for \"seconds\" - must be a positive integer, at most 2147483647",
                "at=start&at=end|parameter \"at\" is given twice",
                "debug=1&debug=1|parameter \"debug\" is given twice",
                "seconds=1&seconds=1|parameter \"seconds\" is given twice",
                "min-age=1s&min-age=2s|parameter \"min-age\" is given twice",
                "at=start&debug=1&a%74=end|parameter \"at\" is given twice",
                "at=|not a time: '' (expected start, end, +1m30s, -15s, 13:20:15, 2026-11-23T13:20:15 or 2026-11-23 13:20:15 (with Z or an offset: absolute), @epochMillis, 50%)",
                "min-age=|not a duration: '' (such as 1h2m3s, 1.5s, 500ms)",
                "max-age=-5m|not a duration: '-5m' (such as 1h2m3s, 1.5s, 500ms)",
                "min-age=999999999d|too long: 999999999d",
                "=1|unknown parameter \"\" (has: at, from, to, seconds, min-age, max-age, threads, collected, reachable, debug, gc)",
                "AT=end|unknown parameter \"AT\" (has: at, from, to, seconds, min-age, max-age, threads, collected, reachable, debug, gc)",
                "x=%0a|unknown parameter \"x\" (has: at, from, to, seconds, min-age, max-age, threads, collected, reachable, debug, gc)",
                "seconds=1&from=start|seconds and from or to params are incompatible",
                "seconds=1&debug=1|seconds and debug params are incompatible",
                "att=end|unknown parameter \"att\" (has: at, from, to, seconds, min-age, max-age, threads, collected, reachable, debug, gc)",
                "at=13|a bare number can mean two things: write +13ms for milliseconds after the start, or @13 for"
                        + " milliseconds since 1970",
                "from=start|from and to are for builtin profiles that add up, such as profile allocs",
                "min-age=1|not a duration: '1' (such as 1h2m3s, 1.5s, 500ms)",
                "collected=1&reachable=1|collected and reachable params are incompatible",
            })
    void whatIsNotUnderstoodIsABadRequest(String parameters, String message) throws Exception {
        HttpResponse<byte[]> response = get("/debug/pprof/served.Thing?" + parameters);
        assertEquals(400, response.statusCode());
        assertEquals(message + "\n", text(response));
        assertEquals("1", header(response, "X-Go-Pprof"));
        assertEquals("text/plain; charset=utf-8", header(response, "Content-Type"));
    }

    @ParameterizedTest
    @CsvSource({
        "/debug/pprof/?debug=99999999999, 400",
        "/debug/pprof/?debug=1&debug=1, 400",
        "/debug/pprof/?at=end, 400",
        "/?debug=1, 400",
        "/report.json?at=end, 400",
        "/debug/pprof/?debug=0, 200",
        "/debug/pprof/?, 200",
        "/debug/pprof/served.Thing?, 200",
        "/debug/pprof/served.Thing?&debug=2147483647&, 200",
        "/debug/pprof/served.Thing?debug=0&gc=0&threads=0&collected=0, 200",
        "/debug/pprof/served.Thing?seconds=2147483647, 400",
        "/debug/pprof/served.Thing?seconds=2147483647&at=-106751d, 400",
    })
    void everyAddressHasItsOwnParameters(String address, int status) throws Exception {
        HttpResponse<byte[]> response = get(address);
        assertEquals(status, response.statusCode(), text(response));
        if (status == 400) {
            assertEquals(1, text(response).lines().count(), text(response));
        }
    }

    @Test
    void tooManyParametersAreABadRequest() throws Exception {
        HttpResponse<byte[]> response = get("/debug/pprof/served.Thing?at=" + "1".repeat(1000));
        assertEquals(400, response.statusCode());
        assertEquals("the parameters are longer than 1000 characters\n", text(response));
    }

    @Test
    void anInstantOutsideIsABadRequestThatNamesTheRange() throws Exception {
        HttpResponse<byte[]> response = get("/debug/pprof/served.Thing?at=-2h");
        assertEquals(400, response.statusCode());
        assertTrue(text(response).contains("is outside what the recording tells of served.Thing: "), text(response));
    }

    @Test
    void aTimeOfDayThatTheRecordingDoesNotHaveIsABadRequestThatNamesTheRange() throws Exception {
        LocalTime before =
                LocalTime.ofInstant(half, ZoneId.systemDefault()).minusHours(2).truncatedTo(ChronoUnit.SECONDS);
        HttpResponse<byte[]> response =
                get("/debug/pprof/served.Thing?at=" + before + (before.getSecond() == 0 ? ":00" : ""));
        assertEquals(400, response.statusCode(), text(response));
        assertTrue(
                text(response)
                        .matches("\\d\\d:\\d\\d(:\\d\\d)? is outside the recording, which goes from " + INSTANT + " to "
                                + INSTANT + "\n"),
                text(response));
    }

    @Test
    void aHeapBeforeItsFirstDumpIsABadRequestThatNamesTheRange() throws Exception {
        server.close();
        server = ProfileServer.start(
                new RecordingFiles(List.of(folder.resolve("heap.jfr")), "test"),
                Shaping.NONE,
                "localhost",
                List.of(),
                0);
        HttpResponse<byte[]> response = get("/debug/pprof/heap?at=start");
        assertEquals(400, response.statusCode(), text(response));
        Matcher message = Pattern.compile(
                        "nothing is known of the heap at " + INSTANT + ": its objects are written when a"
                                + " recording is dumped or stopped, here from (" + INSTANT + ") to (" + INSTANT + ")\n")
                .matcher(text(response));
        assertTrue(message.matches(), text(response));
        for (String known : List.of(message.group(1), message.group(2))) {
            HttpResponse<byte[]> then = get("/debug/pprof/heap?at=" + known);
            assertEquals(200, then.statusCode(), text(then));
        }
    }

    @Test
    void aMistakeOfOursIsNotTheAskers() throws Exception {
        server.close();
        Subject faulty = new Watched() {
            @Override
            public Object version() {
                throw new NumberFormatException("For input string: \"\n\"");
            }
        };
        server = ProfileServer.start(faulty, Shaping.NONE, "localhost", List.of(), 0);
        HttpResponse<byte[]> response = get("/debug/pprof/served.Thing");
        assertEquals(500, response.statusCode());
        assertEquals("unexpected java.lang.NumberFormatException: For input string: \"\ufffd\"\n", text(response));
    }

    @Test
    void anUnknownProfileIsNotFoundAsInGoAndTheOthersAreNamed() throws Exception {
        HttpResponse<byte[]> response = get("/debug/pprof/served.Thin");
        assertEquals(404, response.statusCode());
        assertTrue(
                text(response).startsWith("Unknown profile\nno profile \"served.Thin\" in " + recording + " (has: "));
        assertEquals("1", header(response, "X-Go-Pprof"));
        HttpResponse<byte[]> builtin = get("/debug/pprof/heap");
        assertEquals(404, builtin.statusCode());
        assertTrue(text(builtin).contains("jdk.OldObjectSample would have to be enabled"), text(builtin));
    }

    @ParameterizedTest
    @ValueSource(strings = {"/favicon.ico", "/debug", "/debug/pprofx", "/../../etc/passwd", "/%2e%2e/etc/passwd"})
    void otherPathsAreNotFound(String path) throws Exception {
        assertEquals(404, get(path).statusCode());
        assertEquals("404 page not found\n", text(path));
    }

    @ParameterizedTest
    @ValueSource(strings = {"../../../../etc/passwd", "%2e%2e%2f%2e%2e%2fetc%2fpasswd", "..%5C..%5Cwindows", "%00"})
    void aNameIsNeverAPath(String name) throws Exception {
        String answer = raw("GET /debug/pprof/" + name + " HTTP/1.1", "Host: localhost");
        assertTrue(answer.startsWith("HTTP/1.1 404 ") || answer.startsWith("HTTP/1.1 400 "), answer);
        assertFalse(answer.contains("root:"), answer);
    }

    private static String encoded(String name) {
        StringBuilder encoded = new StringBuilder();
        for (byte b : name.getBytes(StandardCharsets.UTF_8)) {
            encoded.append(String.format("%%%02X", b));
        }
        return encoded.toString();
    }

    private void serveNames() throws IOException {
        server.close();
        server = ProfileServer.start(
                new RecordingFiles(List.of(folder.resolve("names.jfr")), "test"),
                Shaping.NONE,
                "localhost",
                List.of(),
                0);
    }

    @Test
    void everyNameNamesItsProfile() throws Exception {
        serveNames();
        for (int i = 0; i < Program.NAMES.size(); i++) {
            String name = Program.NAMES.get(i);
            String answer = text("/debug/pprof/" + encoded(name) + "?debug=1");
            assertTrue(answer.startsWith(name + " profile: total " + (i + 1) + "\n"), answer);
        }
    }

    @ParameterizedTest
    @CsvSource({
        "a--b, a--b",
        "a/b, a/b",
        "a%2Fb, a/b",
        "a%252Fb, a%2Fb",
        "a+b, a+b",
        "a%2Bb, a+b",
        "a;b, a;b",
        "a&b=c, a&b=c",
        ".hidden, .hidden",
        ".., ..",
        "%2E%2E, ..",
        "Caf\u00e9, Caf\u00e9",
    })
    void aNameNeedsNoMoreEncodingThanAnAddress(String address, String name) throws Exception {
        serveNames();
        String answer = raw("GET /debug/pprof/" + address + "?debug=1 HTTP/1.1", "Host: localhost");
        assertTrue(answer.startsWith("HTTP/1.1 200 "), answer);
        String utf8 = new String(answer.getBytes(StandardCharsets.ISO_8859_1), StandardCharsets.UTF_8);
        assertTrue(utf8.contains("\n" + name + " profile: total " + (1 + Program.NAMES.indexOf(name)) + "\n"), utf8);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "a", "ab", "a-b", "a--", "a--c", "a--b/", "/a--b", "a/", ".", "...", "hidden", "A--B", "a%20b", "a%25"
            })
    void anyOtherNameIsNotFoundAndIsRepeatedAsItIs(String name) throws Exception {
        serveNames();
        HttpResponse<byte[]> response = get("/debug/pprof/" + name + "?debug=1");
        String named = name.replace("%20", " ").replace("%25", "%");
        assertEquals(404, response.statusCode(), text(response));
        assertTrue(text(response).startsWith("Unknown profile\nno profile \"" + named + "\" in "), text(response));
        assertTrue(text(response).contains(", a--b, a/b, "), text(response));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "GET /debug/pprof/a%ffb HTTP/1.1",
                "GET /debug/pprof/a%2 HTTP/1.1",
                "GET /debug/pprof/a--b?at=%c3 HTTP/1.1",
            })
    void whatIsNoAddressIsABadRequest(String line) throws Exception {
        serveNames();
        String answer = raw(line, "Host: localhost");
        assertTrue(answer.matches("(?s)HTTP/1.1 40[04] .*"), answer);
        assertFalse(answer.contains("total "), answer);
    }

    @Test
    void theIndexLinksToEachProfile() throws Exception {
        serveNames();
        List<String> links = text("/debug/pprof/")
                .lines()
                .filter(line -> line.contains("href=\"") && line.contains("<td>"))
                .map(line -> line.replaceFirst(".*href=\"([^\"]*)\".*", "$1"))
                .toList();
        for (int i = 0; i < Program.NAMES.size(); i++) {
            String start = Program.NAMES.get(i) + " profile: total " + (i + 1) + "\n";
            boolean linked = false;
            for (String link : links) {
                linked |= text("/debug/pprof/" + link).startsWith(start);
            }
            assertTrue(linked, () -> start + links);
        }
    }

    @Test
    void theIndexIsAFolder() throws Exception {
        HttpResponse<byte[]> response = get("/debug/pprof");
        assertEquals(302, response.statusCode());
        assertEquals("/debug/pprof/", header(response, "Location"));
    }

    @Test
    void theRootIsThePageOfAllProfilesAndItsDataCanBeAskedForAgain() throws Exception {
        HttpResponse<byte[]> page = get("/");
        assertEquals(200, page.statusCode());
        assertEquals("text/html; charset=utf-8", header(page, "Content-Type"));
        assertEquals("frame-ancestors 'none'", header(page, "Content-Security-Policy"));
        HttpResponse<byte[]> data = get("/report.json");
        assertEquals(200, data.statusCode());
        assertEquals("application/json", header(data, "Content-Type"));
        String json = new String(data.body(), StandardCharsets.UTF_8);
        assertTrue(json.contains("\"name\":\"served.Thing\""), json);
        String html = new String(page.body(), StandardCharsets.UTF_8);
        assertTrue(html.contains(json.substring(json.indexOf("\"warnings\":"))), html);
        assertTrue(html.contains("\"verdict\":{\"more\":"), html);
        assertFalse(json.contains("\"verdict\":{"), json);
        assertFalse(html.contains(EVIL), html);
    }

    @Test
    void theIndexHasTheCountsAndLinksAndNothingOfANameActs() throws Exception {
        HttpResponse<byte[]> response = get("/debug/pprof/");
        String html = text(response);
        assertEquals("text/html; charset=utf-8", header(response, "Content-Type"));
        assertTrue(
                html.contains("<tr><td>4</td><td><a href=\"served.Thing?debug=1\">served.Thing</a></td></tr>"), html);
        assertFalse(html.contains("<script"), html);
        assertTrue(html.contains("&lt;script&gt;"), html);
        String link = html.lines()
                .filter(line -> line.contains("&lt;script&gt;"))
                .map(line -> line.replaceFirst(".*href=\"([^\"]*)\".*", "$1"))
                .findFirst()
                .orElseThrow();
        String evil = text("/debug/pprof/" + link);
        assertTrue(evil.startsWith(EVIL + " profile: total 1\n"), evil);
        assertTrue(header(response, "Content-Security-Policy").startsWith("default-src 'none'"));
    }

    @Test
    void theIndexIsTextWhereThatIsAskedFor() throws Exception {
        HttpResponse<byte[]> response = get("/debug/pprof/?debug=1");
        assertEquals("text/plain; charset=utf-8", header(response, "Content-Type"));
        assertTrue(text(response).contains("\n4\tserved.Thing\n"), text(response));
    }

    @Test
    void aHeadHasTheHeadersAndNoBody() throws Exception {
        HttpResponse<byte[]> whole = get("/debug/pprof/served.Thing?debug=1");
        HttpResponse<byte[]> head = client.send(
                request("/debug/pprof/served.Thing?debug=1")
                        .method("HEAD", HttpRequest.BodyPublishers.noBody())
                        .build(),
                BodyHandlers.ofByteArray());
        assertEquals(200, head.statusCode());
        assertEquals(0, head.body().length);
        assertEquals(Integer.toString(whole.body().length), header(head, "Content-Length"));
    }

    @Test
    void nothingCanBeChanged() throws Exception {
        for (String method : List.of("POST", "PUT", "DELETE", "OPTIONS", "TRACE")) {
            String answer = raw(method + " /debug/pprof/served.Thing HTTP/1.1", "Host: localhost", "Content-Length: 0");
            assertTrue(answer.startsWith("HTTP/1.1 405 "), answer);
            assertTrue(answer.contains("Allow: GET, HEAD"), answer);
        }
        assertEquals(0, opened.get());
    }

    /** A request as it is, and the answer up to the end of the connection. */
    private String raw(String... lines) throws IOException {
        mayOpen.countDown();
        try (Socket socket = new Socket("localhost", server.address().getPort())) {
            String request = String.join("\r\n", lines) + "\r\nConnection: close\r\n\r\n";
            socket.getOutputStream().write(request.getBytes(StandardCharsets.UTF_8));
            BufferedReader in =
                    new BufferedReader(new InputStreamReader(socket.getInputStream(), StandardCharsets.ISO_8859_1));
            return in.lines().collect(Collectors.joining("\n"));
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "localhost",
                "localhost:8888",
                "LOCALHOST",
                "localhost.",
                "LocalHost.:8888",
                "127.0.0.1:1",
                "127.0.0.2",
                "127.1.2.3",
                "127.255.255.255:8888",
                "[::1]",
                "[::1]:8888",
                "[0:0:0:0:0:0:0:1]",
                "[::ffff:127.0.0.1]"
            })
    void loopbackNamesAreServed(String host) throws Exception {
        assertTrue(
                raw("GET /debug/pprof/served.Thing HTTP/1.1", "Host: " + host).startsWith("HTTP/1.1 200 "));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "evil.example",
                "evil.example:8888",
                "localhost.evil.example",
                "127.0.0.1.evil.example",
                "192.0.2.1",
                "[2001:db8::1]",
                "localhost:8888:8888",
                "",
                "localhost@evil.example",
                "0x7f000001",
                "localhost..",
                ".localhost",
                ".",
                "127.1",
                "127.0.0.256",
                "999.0.0.1",
                "0177.0.0.1",
                "127.0.0.01",
                "::1",
                "[::1",
                "[::1%lo]",
                "[1.2]",
                "localhost:",
                "localhost:123456",
                "localhost, localhost",
                "2130706433"
            })
    void aNameThatLeadsHereByRebindingIsNot(String host) throws Exception {
        assertTrue(
                raw("GET /debug/pprof/served.Thing HTTP/1.1", "Host: " + host).startsWith("HTTP/1.1 403 "));
        assertEquals(0, opened.get());
    }

    @Test
    void aRequestWithoutOneHostIsRefused() throws Exception {
        String line = "GET /debug/pprof/served.Thing HTTP/1.1";
        assertTrue(raw(line, "Host: localhost", "Host: evil.example").startsWith("HTTP/1.1 403 "));
        assertTrue(raw(line, "Accept: */*").startsWith("HTTP/1.1 403 "));
        assertEquals(0, opened.get());
    }

    private String asked(String host) throws IOException {
        return raw("GET /debug/pprof/served.Thing HTTP/1.1", "Host: " + host)
                .lines()
                .findFirst()
                .orElse("");
    }

    @Test
    void anotherNameIsServedWhereItIsAllowed() throws Exception {
        server.close();
        server = ProfileServer.start(
                new Watched(),
                Shaping.NONE,
                "localhost",
                List.of("Scraped.example.", "192.0.2.1", "2001:DB8::1", "[2001:db8::2]"),
                0);
        for (String host : List.of(
                "scraped.example",
                "scraped.example.",
                "SCRAPED.EXAMPLE:9090",
                "scraped.example.:9090",
                "192.0.2.1:80",
                "[2001:db8::1]",
                "[2001:0db8:0:0::1]:80",
                "[2001:db8::2]:80",
                "localhost:1")) {
            assertEquals("HTTP/1.1 200 OK", asked(host), host);
        }
        for (String host : List.of(
                "other.example",
                "example",
                "a.scraped.example",
                "scraped.example.evil",
                "scraped.example..",
                "scraped-example",
                "192.0.2.10",
                "[2001:db8::3]")) {
            assertEquals("HTTP/1.1 403 Forbidden", asked(host), host);
        }
    }

    @ParameterizedTest
    @CsvSource({
        "scraper, true",
        "Scraper.example.com., true",
        "a_b.example, true",
        "xn--caf-dma.example, true",
        "192.0.2.1, true",
        "2001:db8::1, true",
        "[2001:db8::1], true",
        "'', false",
        "., false",
        "*, false",
        "*.example, false",
        "scraper:9090, false",
        "192.0.2.1:80, false",
        "[2001:db8::1]:80, false",
        "http://scraper, false",
        "a..b, false",
        "-a, false",
        "a b, false",
        "caf\u00e9, false",
        "abc:80, false",
    })
    void aHostNameIsOneWithoutAPort(String text, boolean isName) {
        assertEquals(isName, ProfileServer.isHostName(text));
    }

    @Test
    void aPageOfAnotherSiteCannotAskInTheBackground() throws Exception {
        String line = "GET /debug/pprof/served.Thing?gc=1 HTTP/1.1";
        assertTrue(raw(line, "Host: localhost", "Sec-Fetch-Site: cross-site", "Sec-Fetch-Mode: no-cors")
                .startsWith("HTTP/1.1 403 "));
        assertTrue(raw(line, "Host: localhost", "Sec-Fetch-Site: same-origin", "Sec-Fetch-Mode: cors")
                .startsWith("HTTP/1.1 200 "));
    }

    @Test
    void aHundredEqualRequestsSideBySideAreOnePieceOfWork() throws Exception {
        List<CompletableFuture<HttpResponse<byte[]>>> answers = IntStream.range(0, 100)
                .mapToObj(i -> client.sendAsync(
                        request("/debug/pprof/served.Thing?at=" + half).build(), BodyHandlers.ofByteArray()))
                .toList();
        while (opened.get() == 0) {
            Thread.onSpinWait();
        }
        mayOpen.countDown();
        byte[] first = answers.get(0).get().body();
        for (CompletableFuture<HttpResponse<byte[]>> answer : answers) {
            assertEquals(List.of(2L), counts(pprof(answer.get())));
            assertArrayEquals(first, answer.get().body());
        }
        assertEquals(1, opened.get());
    }

    @Test
    void aHundredDifferentRequestsSideBySideAreAllAnsweredAFewAtATime() throws Exception {
        List<CompletableFuture<HttpResponse<byte[]>>> answers = IntStream.range(0, 100)
                .mapToObj(i -> client.sendAsync(
                        request("/debug/pprof/served.Thing?debug=1&at=" + half.plusNanos(1000 * i))
                                .build(),
                        BodyHandlers.ofByteArray()))
                .toList();
        while (opened.get() < 2) {
            Thread.onSpinWait();
        }
        assertEquals(2, opened.get());
        mayOpen.countDown();
        for (CompletableFuture<HttpResponse<byte[]>> answer : answers) {
            assertEquals(200, answer.get().statusCode());
            assertTrue(text(answer.get()).startsWith("served.Thing profile: total 2\n"));
        }
        assertEquals(100, opened.get());
    }

    @Test
    void moreThanCanWaitAreToldToComeBack() throws Exception {
        List<CompletableFuture<HttpResponse<byte[]>>> answers = IntStream.range(0, 250)
                .mapToObj(i -> client.sendAsync(
                        request("/debug/pprof/served.Thing?at=" + half.plusNanos(1000 * i))
                                .build(),
                        BodyHandlers.ofByteArray()))
                .toList();
        // Those too many are answered while all others wait.
        CompletableFuture.anyOf(answers.toArray(CompletableFuture[]::new)).get();
        mayOpen.countDown();
        Set<Integer> codes =
                answers.stream().map(answer -> answer.join().statusCode()).collect(Collectors.toSet());
        assertEquals(Set.of(200, 503), codes);
    }

    @Test
    void anAnswerIsRememberedUntilTheRecordingIsAnotherOne() throws Exception {
        Path copy = folder.resolve("copy.jfr");
        java.nio.file.Files.copy(recording, copy, java.nio.file.StandardCopyOption.REPLACE_EXISTING);
        Subject files = new RecordingFiles(List.of(copy), "test");
        Object before = files.version();
        assertEquals(before, files.version());
        get("/debug/pprof/served.Thing");
        get("/debug/pprof/served.Thing");
        assertEquals(1, opened.get());
        java.nio.file.Files.write(copy, new byte[1], java.nio.file.StandardOpenOption.APPEND);
        assertFalse(before.equals(files.version()));
    }

    @Test
    void everythingIsServedInTheShapeThatWasWished() throws Exception {
        server.close();
        Shaping shaping = new Shaping(
                List.of(Pattern.compile("Program\\.second$")),
                List.of(),
                List.of(Pattern.compile("Program\\.main$")),
                false,
                Shaping.WHOLE);
        server = ProfileServer.start(new Watched(), shaping, "localhost", List.of(), 0);
        assertEquals(List.of(3L), counts(pprof(get("/debug/pprof/served.Thing"))));
        assertEquals(List.of(), counts(pprof(get("/debug/pprof/served.Thing?at=" + half))));
        assertTrue(text("/debug/pprof/?debug=1").contains("\n3\tserved.Thing\n"), text("/debug/pprof/?debug=1"));
        String page = text("/");
        assertTrue(page.contains("only stacks with a function that matches Program\\\\.second$"), page);
        assertTrue(page.contains("Program.second\"") && !page.contains("Program.first\""), page);
        assertTrue(page.contains("frames of functions that match Program\\\\.main$ are hidden"), page);
        assertFalse(page.contains("Program.main\""), page);
        assertEquals(400, get("/debug/pprof/served.Thing?hide=main").statusCode());
    }

    @Test
    void theInstantOfAnAnswerCanBeAskedAgain() throws Exception {
        dev.customprofiles.pprof.proto.Profile profile = pprof(get("/debug/pprof/served.Thing"));
        String at = InstantText.utc(profile.getTimeNanos());
        assertEquals(counts(profile), counts(pprof(get("/debug/pprof/served.Thing?at=" + at))));
    }

    @Test
    void whatCannotBeReadIsSaidInOneLine() throws Exception {
        try (ProfileServer broken = ProfileServer.start(
                new RecordingFiles(List.of(folder.resolve("nothing")), "test"),
                Shaping.NONE,
                "localhost",
                List.of(),
                0)) {
            HttpResponse<String> response = client.send(
                    HttpRequest.newBuilder(URI.create(
                                    "http://localhost:" + broken.address().getPort() + "/debug/pprof/"))
                            .build(),
                    BodyHandlers.ofString());
            assertEquals(500, response.statusCode());
            assertEquals("no such file: " + folder.resolve("nothing") + "\n", response.body());
        } catch (UncheckedIOException e) {
            throw e.getCause();
        }
    }
}
