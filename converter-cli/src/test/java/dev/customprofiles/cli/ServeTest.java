package dev.customprofiles.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.customprofiles.ChildJvm;
import dev.customprofiles.GoTool;
import dev.customprofiles.LivingJvm;
import java.io.BufferedReader;
import java.io.IOException;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * The program as it serves files, repositories and processes of each JDK that is installed, asked by {@code go tool pprof}
 * where there is one.
 */
@Execution(ExecutionMode.CONCURRENT)
class ServeTest {

    private static final Pattern SERVING =
            Pattern.compile("jfr2pprof: serving (.*) on (http://localhost:\\d+/debug/pprof/)");

    @TempDir
    private static Path recordings;

    private static Path recording;

    @TempDir
    private Path folder;

    private final HttpClient client = HttpClient.newHttpClient();

    @BeforeAll
    static void record() throws Exception {
        recording = recordings.resolve("app.jfr");
        RecordingFixture.record(recording, "blobstore.Open");
    }

    static List<Path> homes() throws IOException {
        return ChildJvm.homes();
    }

    /** The program, serving. */
    private static final class Serving implements AutoCloseable {
        private final Process process;
        private final BufferedReader out;
        private final List<String> said = new ArrayList<>();
        private final String url;

        Serving(Object... arguments) throws IOException {
            List<String> command = ChildJvm.quick(Main.class.getName(), "serve", "--port", "0");
            Arrays.stream(arguments).map(Object::toString).forEach(command::add);
            process = new ProcessBuilder(command).redirectErrorStream(true).start();
            out = process.inputReader(StandardCharsets.UTF_8);
            String found = null;
            for (String line = out.readLine();
                    line != null && found == null;
                    line = found == null ? out.readLine() : "") {
                if (!line.contains("has not answered yet")) {
                    said.add(line);
                }
                Matcher serving = SERVING.matcher(line);
                found = serving.matches() ? serving.group(2) : null;
            }
            if (found == null) {
                throw new IOException("not serving: " + said);
            }
            url = found;
        }

        /** As an interrupt in the terminal does. */
        @Override
        public void close() {
            process.destroy();
            try {
                process.waitFor(20, TimeUnit.SECONDS);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            } finally {
                process.destroyForcibly();
            }
        }
    }

    private HttpResponse<String> get(String url) throws Exception {
        return client.send(HttpRequest.newBuilder(URI.create(url)).build(), BodyHandlers.ofString());
    }

    /** Asks until what was done last has been flushed. */
    private HttpResponse<String> until(String start, String url) throws Exception {
        long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(20);
        HttpResponse<String> response = get(url);
        while (!response.body().startsWith(start) && System.nanoTime() < deadline) {
            response = get(url);
        }
        assertTrue(response.body().startsWith(start), response.body());
        return response;
    }

    private String pprof(String url) throws IOException, InterruptedException {
        GoTool.assumeInstalled();
        ProcessBuilder builder = new ProcessBuilder("go", "tool", "pprof", "-top", url);
        builder.environment().put("PPROF_TMPDIR", folder.toString());
        Process process = builder.redirectErrorStream(true).start();
        String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertTrue(process.waitFor(60, TimeUnit.SECONDS));
        return output;
    }

    private void assertPprofShowsAll(String url) throws Exception {
        String top = pprof(url + LivingJvm.PROFILE);
        assertTrue(top.contains("Type: " + LivingJvm.PROFILE + "\n"), top);
        assertTrue(top.contains("Showing nodes accounting for 7, 100% of 7 total"), top);
        assertTrue(
                top.contains(
                        "         4 57.14% 57.14%          4 57.14%  dev.customprofiles.LivingJvm$Program.connect"),
                top);
        assertTrue(
                top.contains("         3 42.86%   100%          3 42.86%  dev.customprofiles.LivingJvm$Program.open"),
                top);
    }

    @ParameterizedTest
    @MethodSource("homes")
    void aProcessIsServedAsItGoesOnAndLeftAsItWasFound(Path home) throws Exception {
        try (LivingJvm living = LivingJvm.start(home)) {
            try (Serving serving = new Serving("--pid", living.pid())) {
                assertTrue(
                        serving.said
                                .get(0)
                                .matches("\\Qjfr2pprof: note: " + living.name()
                                        + " recorded nothing: its custom profiles are recorded now (recording jfr2pprof-"
                                        + serving.process.pid() + "-\\E\\d+-\\d+\\), until this ends"),
                        serving.said.get(0));
                assertPprofShowsAll(serving.url);
                living.tell("open 5");
                living.tell("close 1");
                until("living.Conn profile: total 11\n", serving.url + "living.Conn?debug=1");
                assertEquals(
                        "404 Not Found - Unknown profile",
                        pprof(serving.url + "living.Con")
                                .lines()
                                .filter(line -> line.contains("server response"))
                                .map(line -> line.replaceFirst(".*server response: ", ""))
                                .findFirst()
                                .orElse(""));
                assertTrue(living.jcmd("JFR.check").contains("name=jfr2pprof-" + serving.process.pid() + "-"));
            }
            assertTrue(living.jcmd("JFR.check").contains("No available recordings"), living.jcmd("JFR.check"));
        }
    }

    @ParameterizedTest
    @MethodSource("homes")
    void aRepositoryIsFollowedWithoutAttaching(Path home) throws Exception {
        Path repository = Files.createDirectory(folder.resolve("repository"));
        try (LivingJvm living = LivingJvm.start(
                        home,
                        "-XX:StartFlightRecording:name=theirs",
                        "-XX:FlightRecorderOptions:repository=" + repository,
                        "-XX:+DisableAttachMechanism");
                Serving serving = new Serving(repository)) {
            until("living.Conn profile: total 7\n", serving.url + "living.Conn?debug=1");
            assertPprofShowsAll(serving.url);
            living.tell("open 2");
            until("living.Conn profile: total 9\n", serving.url + "living.Conn?debug=1");
        }
    }

    @Test
    void theLastOfSeveralRunsIsServedAndTheNextOneOnceItStarts() throws Exception {
        Path repository = Files.createDirectory(folder.resolve("repository"));
        String[] options = {"-XX:StartFlightRecording", "-XX:FlightRecorderOptions:repository=" + repository};
        try (LivingJvm first = LivingJvm.start(ChildJvm.home(), options);
                Serving serving = new Serving("--last", repository)) {
            until("living.Conn profile: total 7\n", serving.url + "living.Conn?debug=1");
            first.kill();
            try (LivingJvm second = LivingJvm.start(ChildJvm.home(), options)) {
                second.tell("open 2");
                until("living.Conn profile: total 9\n", serving.url + "living.Conn?debug=1");
                String note = serving.out.readLine();
                assertTrue(note.startsWith("jfr2pprof: note: only process " + second.pid() + " ("), note);
                assertTrue(note.endsWith("; 1 other JVM is left out"), note);
            }
        }
    }

    @Test
    void filesAreServed() throws Exception {
        try (Serving serving = new Serving(recording)) {
            String top = pprof(serving.url + "blobstore.Open");
            assertTrue(top.contains("Showing nodes accounting for 7, 100% of 7 total"), top);
            assertTrue(pprof(serving.url + "blobstore.Open?at=start").contains("of 0 total"));
        }
    }

    @Test
    void aScraperMayComeByTheNamesThatAreAllowed() throws Exception {
        try (Serving serving = new Serving("--allow-host", "a.example", "--allow-host", "b.example", recording)) {
            URI address = URI.create(serving.url);
            for (String name : List.of("a.example", "B.example.:80", "c.example")) {
                try (Socket socket = new Socket(address.getHost(), address.getPort())) {
                    String request = "GET /debug/pprof/blobstore.Open?debug=1 HTTP/1.1\r\nHost: " + name
                            + "\r\nConnection: close\r\n\r\n";
                    socket.getOutputStream().write(request.getBytes(StandardCharsets.US_ASCII));
                    String answer = new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
                    assertTrue(answer.startsWith("HTTP/1.1 " + (name.startsWith("c") ? "403 " : "200 ")), answer);
                }
            }
        }
    }

    @Test
    void theWalkThroughOfTheArticleNeedsNoFlag() throws Exception {
        Process blobstore = ChildJvm.start(blobstore.Main.class, List.of(), "wait");
        try {
            BufferedReader out = blobstore.inputReader();
            assertTrue(out.readLine().startsWith("400 blobs open"));
            assertTrue(out.readLine().startsWith("800 blobs open"));
            try (Serving serving = new Serving("--pid", blobstore.pid())) {
                String index = get(serving.url).body();
                assertTrue(
                        index.contains("<td>800</td><td><a href=\"blobstore.Open?debug=1\">blobstore.Open</a>"), index);
                String text = get(serving.url + "blobstore.Open?debug=1").body();
                assertTrue(text.startsWith("blobstore.Open profile: total 800\n800 @ class=blobstore.Blob "), text);
                String top = pprof(serving.url + "blobstore.Open");
                assertTrue(
                        top.contains("       800   100%   100%        800   100%  blobstore.Main.lambda$main$0"), top);
            }
            blobstore.getOutputStream().close();
            assertEquals("last task was task-blob-999", out.readLine());
            assertEquals(0, blobstore.waitFor());
        } finally {
            blobstore.destroyForcibly();
        }
    }

    @Test
    void secondsWaitForTheProcess() throws Exception {
        GoTool.assumeInstalled(); // here, for pprof runs on another thread
        try (LivingJvm living = LivingJvm.start(ChildJvm.home());
                Serving serving = new Serving("--pid", living.pid())) {
            CompletableFuture<String> change = CompletableFuture.supplyAsync(() -> {
                try {
                    return pprof(serving.url + "living.Conn?seconds=2");
                } catch (IOException | InterruptedException e) {
                    throw new IllegalStateException(e);
                }
            });
            // In the window, which begins with the next second.
            TimeUnit.MILLISECONDS.sleep(1600);
            living.tell("open 5");
            String top = change.get();
            assertTrue(top.contains("Duration: 2s"), top);
            assertTrue(top.contains("of 5 total"), top);
        }
    }

    @Test
    void garbageIsCollectedWhereThatIsAskedFor() throws Exception {
        try (LivingJvm living = LivingJvm.start(ChildJvm.home());
                Serving serving = new Serving("--pid", living.pid())) {
            living.tell("drop 4");
            String all = get(serving.url + "living.Conn?debug=1&gc=1").body();
            assertTrue(all.startsWith("living.Conn profile: total 7\n"), all);
            String collected =
                    get(serving.url + "living.Conn?debug=1&collected=1").body();
            assertTrue(collected.startsWith("living.Conn profile: total 4\n"), collected);
        }
    }

    @Test
    void whatHappenedWhileAProcessIsServedCanBeAskedLater() throws Exception {
        try (LivingJvm living = LivingJvm.start(ChildJvm.home());
                Serving serving = new Serving("--pid", living.pid())) {
            long before = System.currentTimeMillis();
            living.tell("open 5");
            until("living.Conn profile: total 12\n", serving.url + "living.Conn?debug=1");
            assertTrue(get(serving.url + "living.Conn?debug=1&at=@" + before)
                    .body()
                    .startsWith("living.Conn profile: total 7\n"));
        }
    }

    /** A JVM that is killed leaves its repository; one that ends by itself removes it. */
    @ParameterizedTest
    @MethodSource("homes")
    void aProcessThatEndsIsServedAsItWas(Path home) throws Exception {
        for (boolean killed : new boolean[] {true, false}) {
            try (LivingJvm living = LivingJvm.start(home);
                    Serving serving = new Serving("--pid", living.pid())) {
                living.tell("open 2");
                until("living.Conn profile: total 9\n", serving.url + "living.Conn?debug=1");
                if (killed) {
                    living.kill();
                } else {
                    living.quit();
                }
                HttpResponse<String> response = get(serving.url + "living.Conn?debug=1");
                assertTrue(response.body().startsWith("living.Conn profile: total 9\n"), response.body());
                String ended = "\\Q" + living.name() + "\\E ended at \\d{4}-\\d\\d-\\d\\dT\\d\\d:\\d\\d:\\d\\dZ; "
                        + (killed
                                ? "its recording is in /\\S+_" + living.pid()
                                : "it removed its recording, /\\S+_" + living.pid()
                                        + ", of which what was recorded is kept until this ends");
                String note = serving.out.readLine();
                assertTrue(note.matches("jfr2pprof: note: " + ended), note);
                String index = get(serving.url + "?debug=1").body();
                assertTrue(
                        index.lines().findFirst().orElse("").matches(ended.replace(" ended", ", which ended")), index);
                assertTrue(index.contains("\n9\tliving.Conn\n"), index);
                // There is nothing to wait for any more.
                assertEquals(200, get(serving.url + "living.Conn?seconds=1").statusCode());
                assertTrue(get("http://" + URI.create(serving.url).getAuthority() + "/")
                        .body()
                        .contains("living.Conn"));
            }
        }
    }

    /** In another file system nothing can be kept, and nothing is where nothing was left. */
    @Test
    void aProcessThatLeavesNothingIsSaidToHaveEnded() throws Exception {
        Path repository =
                Path.of("/dev/shm", "jfr2pprof-test-" + ProcessHandle.current().pid());
        assumeTrue(Files.isWritable(repository.getParent()), "no other file system here");
        assumeTrue(
                !Files.getFileStore(repository.getParent()).equals(Files.getFileStore(folder)),
                "no other file system here");
        try (LivingJvm living = LivingJvm.start(ChildJvm.home(), "-XX:FlightRecorderOptions:repository=" + repository);
                Serving serving = new Serving("--pid", living.pid())) {
            living.quit();
            HttpResponse<String> response = get(serving.url + "living.Conn");
            assertEquals(500, response.statusCode());
            assertTrue(
                    response.body()
                            .matches("\\Q" + living.name() + "\\E ended at \\S+; it removed its recording, \\Q"
                                    + repository + "\\E/\\S+\n"),
                    response.body());
        } finally {
            Files.deleteIfExists(repository);
        }
    }

    @Test
    void aHundredRequestsSideBySideToAProcessAreAllAnswered() throws Exception {
        try (LivingJvm living = LivingJvm.start(ChildJvm.home());
                Serving serving = new Serving("--pid", living.pid())) {
            List<CompletableFuture<HttpResponse<String>>> answers = IntStream.range(0, 100)
                    .mapToObj(i -> client.sendAsync(
                            HttpRequest.newBuilder(URI.create(serving.url + "living.Conn?debug=1"))
                                    .build(),
                            BodyHandlers.ofString()))
                    .toList();
            for (CompletableFuture<HttpResponse<String>> answer : answers) {
                assertTrue(answer.get().body().startsWith("living.Conn profile: total 7\n"), answer.get()::body);
            }
        }
    }

    @Test
    void aRecordingThatSomebodyStopsIsFollowedByOneOfOurs() throws Exception {
        try (LivingJvm living = LivingJvm.start(ChildJvm.home(), "-XX:StartFlightRecording:name=theirs");
                Serving serving = new Serving("--pid", living.pid())) {
            assertTrue(serving.said.get(0).contains("records already (theirs)"), serving.said.get(0));
            until("living.Conn profile: total 7\n", serving.url + "living.Conn?debug=1");
            living.jcmd("JFR.stop name=theirs");
            living.tell("open 1");
            until("living.Conn profile: total 8\n", serving.url + "living.Conn?debug=1");
        }
    }

    @Test
    void aPortThatIsTakenIsNamed() throws Exception {
        try (java.net.ServerSocket taken = new java.net.ServerSocket(0, 1, java.net.InetAddress.getLoopbackAddress())) {
            Cli.Result result = Cli.run("serve", "--port", taken.getLocalPort(), recording);
            assertEquals(1, result.exitCode());
            assertEquals(
                    "jfr2pprof: cannot listen on localhost:" + taken.getLocalPort()
                            + ": address already in use (--port 0 takes any that is free)\n",
                    result.err());
        }
    }

    @Test
    void whatCannotBeServedIsRefusedAtOnce() {
        assertEquals(
                "jfr2pprof: no such file: nothing.jfr\n",
                Cli.run("serve", "--port", 0, "nothing.jfr").err());
        assertEquals(2, Cli.run("serve").exitCode());
        for (String name : List.of("scraper:9090", "*", "http://scraper", "")) {
            Cli.Result result =
                    Cli.run("serve", "--port", 0, "--allow-host", "ok", "--allow-host", name, "nothing.jfr");
            assertEquals(2, result.exitCode());
            assertEquals(
                    "jfr2pprof: --allow-host is a host name or an address, without a port, but was '" + name + "'\n",
                    result.err());
        }
        assertEquals(2, Cli.run("serve", "--port", 70000, "nothing.jfr").exitCode());
    }
}
