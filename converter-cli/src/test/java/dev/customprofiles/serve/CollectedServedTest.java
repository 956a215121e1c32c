package dev.customprofiles.serve;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.customprofiles.ChildJvm;
import dev.customprofiles.CollectedLeaks;
import dev.customprofiles.profile.Shaping;
import dev.customprofiles.query.RecordingFiles;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What was garbage collected and not removed, over HTTP. */
class CollectedServedTest {

    @TempDir
    private static Path folder;

    private static ProfileServer server;

    @BeforeAll
    static void start() throws Exception {
        Path recording = folder.resolve("app.jfr");
        ChildJvm.run(CollectedLeaks.class, List.of(), recording);
        server = ProfileServer.start(
                new RecordingFiles(List.of(recording), "test"), Shaping.NONE, "localhost", List.of(), 0);
    }

    @AfterAll
    static void stop() {
        if (server != null) {
            server.close();
        }
    }

    private static String get(String path) throws Exception {
        URI uri = URI.create("http://localhost:" + server.address().getPort() + path);
        HttpResponse<String> response = HttpClient.newHttpClient()
                .send(HttpRequest.newBuilder(uri).build(), HttpResponse.BodyHandlers.ofString());
        assertEquals(200, response.statusCode(), response.body());
        return response.body();
    }

    @Test
    void theTextHasALineOfLabelsForThem() throws Exception {
        String text = get("/debug/pprof/pool.Lease?debug=1");
        assertTrue(text.startsWith("pool.Lease profile: total 9\n"), text);
        assertTrue(
                text.matches("(?s).*\n3 @ class=java.lang.Object mean-age=\\S+\n# labels: \\{\"collected\":\"true\"}\n"
                        + "#\tdev.customprofiles.CollectedLeaks.forget\t.*"),
                text);
        assertEquals(2, text.split("# labels:", -1).length - 1, text);
        assertFalse(get("/debug/pprof/pool.Lease?debug=1&reachable=1").contains("# labels:"));
        assertTrue(get("/debug/pprof/pool.Lease?debug=1&collected=1").startsWith("pool.Lease profile: total 4\n"));
    }

    @Test
    void theyAreLeaks() throws Exception {
        String text = get("/leaks");
        assertTrue(text.startsWith("suspect 1: pool.Lease, collected\n  3 of the 5 objects added here were "), text);
        assertTrue(text.contains("\n    dev.customprofiles.CollectedLeaks.forget ("), text);
        String json = get("/leaks.json");
        assertTrue(json.startsWith("{\"suspects\":[{\"profile\":\"pool.Lease\",\"verdict\":\"collected\","), json);
        assertTrue(json.contains("\"healthy\":[{\"profile\":\"pool.Cache\",\"live\":2,"), json);
    }

    @Test
    void theIndexCountsThem() throws Exception {
        String html = get("/debug/pprof/");
        assertTrue(
                html.contains("<td>9</td><td><a href=\"pool.Lease?debug=1\">pool.Lease</a> (4 collected)</td>"), html);
        assertTrue(html.contains("<td>2</td><td><a href=\"pool.Cache?debug=1\">pool.Cache</a></td>"), html);
        String text = get("/debug/pprof/?debug=1");
        assertTrue(text.contains("\n9\tpool.Lease\t(4 collected)\n"), text);
        assertTrue(text.contains("\n2\tpool.Cache\n"), text);
    }
}
