package dev.customprofiles.agent;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Asks five of the JDK's HTTP servers, and stops two of them. */
final class HttpProgram {

    private static final List<Object> HELD = new ArrayList<>();

    private HttpProgram() {}

    public static void main(String[] arguments) throws IOException {
        Rounds.run(HttpProgram::round);
    }

    private static void round() throws Exception {
        HttpClient client = HttpClient.newHttpClient(); // client
        HELD.add(client);
        Path file = Files.createTempFile("http", ".txt");
        for (int i = 0; i < 5; i++) {
            HttpServer server =
                    HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0); // server
            server.createContext("/", exchange -> {
                exchange.sendResponseHeaders(200, 0);
                exchange.getResponseBody().write("text".getBytes(StandardCharsets.UTF_8));
                exchange.close();
            });
            server.start();
            URI uri = URI.create("http://localhost:" + server.getAddress().getPort() + "/");
            client.send(HttpRequest.newBuilder(uri).build(), BodyHandlers.ofFile(file)); // send
            if (i < 2) {
                server.stop(0);
            } else {
                HELD.add(server);
            }
        }
    }
}
