package dev.customprofiles.page;

import dev.customprofiles.ExternalPrograms;
import dev.customprofiles.Json;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.WebSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import java.util.stream.Stream;

/** A real browser without a window, driven over its DevTools protocol. */
public final class Chromium implements AutoCloseable {

    private static final int SECONDS = 60;

    /** What the page said or did that a page of ours never does: errors, messages, dialogs. */
    final List<String> complaints = new CopyOnWriteArrayList<>();

    private final Process process;
    private final Path profile;
    private final Map<Long, CompletableFuture<Map<String, Object>>> answers = new ConcurrentHashMap<>();
    private final WebSocket socket;
    private long commands;

    private Chromium(Process process, Path profile) throws IOException, InterruptedException {
        this.process = process;
        this.profile = profile;
        Path port = profile.resolve("DevToolsActivePort");
        await("the browser listens", () -> !process.isAlive() || lines(port).size() > 1);
        if (!process.isAlive()) {
            throw new IOException("the browser ended with " + process.exitValue());
        }
        String server = "http://127.0.0.1:" + lines(port).get(0);
        HttpClient client = HttpClient.newHttpClient();
        HttpResponse<String> pages = client.send(
                HttpRequest.newBuilder(URI.create(server + "/json/list")).build(),
                HttpResponse.BodyHandlers.ofString());
        String page = Json.array(Json.parse(pages.body())).stream()
                .map(Json::object)
                .filter(target -> "page".equals(target.get("type")))
                .map(target -> (String) target.get("webSocketDebuggerUrl"))
                .findFirst()
                .orElseThrow();
        this.socket = client.newWebSocketBuilder()
                .buildAsync(URI.create(page), new Listener())
                .join();
        for (String domain : List.of("Page", "Runtime", "Log")) {
            send(domain + ".enable", "");
        }
        // Processor time: others may be busy on this machine.
        send("Performance.enable", "\"timeDomain\":\"threadTicks\"");
    }

    /** Where the browser is; empty if there is none here. */
    public static Optional<Path> find() {
        return ExternalPrograms.find("chromium", "chromium-browser", "google-chrome");
    }

    /** Starts a browser whose files are in that folder. */
    public static Chromium start(Path folder) throws IOException, InterruptedException {
        Path profile = Files.createTempDirectory(folder, "chromium");
        ProcessBuilder builder = new ProcessBuilder(
                find().orElseThrow().toString(),
                "--headless=new",
                "--no-sandbox",
                "--disable-gpu",
                "--disable-dev-shm-usage",
                "--hide-scrollbars",
                "--no-first-run",
                "--disable-background-networking",
                "--disable-extensions",
                "--force-color-profile=srgb",
                "--window-size=1400,900",
                "--remote-debugging-port=0",
                "--remote-allow-origins=*",
                "--user-data-dir=" + profile,
                "about:blank");
        builder.environment().put("TZ", "UTC");
        Process process = builder.redirectErrorStream(true)
                .redirectOutput(profile.resolve("output.txt").toFile())
                .start();
        try {
            return new Chromium(process, profile);
        } catch (IOException | InterruptedException | RuntimeException | Error e) {
            end(process);
            throw e;
        }
    }

    private static List<String> lines(Path file) {
        try {
            return Files.exists(file) ? Files.readAllLines(file) : List.of();
        } catch (IOException e) {
            return List.of();
        }
    }

    /** Waits until something is so, a minute at most. */
    public static void await(String what, BooleanSupplier condition) {
        long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(SECONDS);
        while (!condition.getAsBoolean()) {
            if (System.nanoTime() > end) {
                throw new AssertionError("waited in vain until " + what);
            }
            LockSupport.parkNanos(10_000_000);
        }
    }

    /** Sends a command; the parameters are JSON without the braces. */
    Map<String, Object> send(String method, String parameters) {
        long id = ++commands;
        CompletableFuture<Map<String, Object>> answer = new CompletableFuture<>();
        answers.put(id, answer);
        socket.sendText("{\"id\":" + id + ",\"method\":\"" + method + "\",\"params\":{" + parameters + "}}", true)
                .join();
        Map<String, Object> found = answer.orTimeout(SECONDS, TimeUnit.SECONDS).join();
        if (found.containsKey("error")) {
            throw new AssertionError(method + ": " + found.get("error"));
        }
        return Json.object(found.get("result"));
    }

    /** What the expression comes to; a promise is waited for. */
    Object evaluate(String expression) {
        Map<String, Object> answer = send(
                "Runtime.evaluate",
                "\"returnByValue\":true,\"awaitPromise\":true,\"expression\":" + Json.quoted(expression));
        if (answer.containsKey("exceptionDetails")) {
            throw new AssertionError(expression + ": " + answer.get("exceptionDetails"));
        }
        return Json.object(answer.get("result")).get("value");
    }

    public String text(String selector) {
        return (String) evaluate("document.querySelector(" + Json.quoted(selector) + ").textContent");
    }

    /** Opens a page and waits until it is drawn. */
    public void open(String url) {
        complaints.clear();
        send("Page.navigate", "\"url\":" + Json.quoted(url));
        await(
                "the page is there",
                () -> Boolean.TRUE.equals(
                        evaluate("document.readyState === 'complete' && location.href === " + Json.quoted(url))));
        drawn();
    }

    /** Loads the page again and waits until it is drawn. */
    void reload() {
        evaluate("window.isOld = true");
        send("Page.reload", "");
        await(
                "the page is there again",
                () -> Boolean.TRUE.equals(
                        evaluate("document.readyState === 'complete' && window.isOld === undefined")));
        drawn();
    }

    /** Waits until what was asked for is drawn. */
    void drawn() {
        evaluate("new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done)))");
    }

    void key(String key) {
        key(key, false);
    }

    void key(String key, boolean shift) {
        String text =
                key.length() == 1 ? ",\"text\":" + Json.quoted(key) : key.equals("Enter") ? ",\"text\":\"\\r\"" : "";
        String named = "\"key\":" + Json.quoted(key) + ",\"modifiers\":" + (shift ? 8 : 0);
        send("Input.dispatchKeyEvent", "\"type\":\"keyDown\"," + named + text);
        send("Input.dispatchKeyEvent", "\"type\":\"keyUp\"," + named);
        drawn();
    }

    void mouse(String type, double x, double y, boolean shift) {
        send(
                "Input.dispatchMouseEvent",
                "\"type\":\"" + type + "\",\"x\":" + x + ",\"y\":" + y
                        + ",\"button\":\"left\",\"buttons\":1,\"clickCount\":1," + "\"modifiers\":" + (shift ? 8 : 0));
    }

    void click(double x, double y) {
        mouse("mousePressed", x, y, false);
        mouse("mouseReleased", x, y, false);
        drawn();
    }

    /** The middle of an element. */
    double[] place(String selector) {
        List<Object> place = Json.array(
                evaluate(
                        "(() => { const box = document.querySelector(" + Json.quoted(selector)
                                + ").getBoundingClientRect(); return [Math.round(box.x + box.width / 2), Math.round(box.y + box.height / 2)]; })()"));
        return new double[] {Json.number(place.get(0)), Json.number(place.get(1))};
    }

    void click(String selector) {
        double[] place = place(selector);
        click(place[0], place[1]);
    }

    /** How the reader's system is set: {@code dark} or {@code light}. */
    void prefer(String colors) {
        send(
                "Emulation.setEmulatedMedia",
                "\"features\":[{\"name\":\"prefers-color-scheme\",\"value\":\"" + colors + "\"}]");
    }

    void size(int width, int height) {
        send(
                "Emulation.setDeviceMetricsOverride",
                "\"width\":" + width + ",\"height\":" + height + ",\"deviceScaleFactor\":1,\"mobile\":false");
        drawn();
    }

    void screenshot(Path png) throws IOException {
        drawn();
        String data =
                (String) send("Page.captureScreenshot", "\"format\":\"png\"").get("data");
        Files.write(png, Base64.getDecoder().decode(data));
    }

    /** A figure of the browser's about the page's thread, in seconds of processor time or in events. */
    double metric(String name) {
        return Json.array(send("Performance.getMetrics", "").get("metrics")).stream()
                .map(Json::object)
                .filter(metric -> name.equals(metric.get("name")))
                .mapToDouble(metric -> ((Number) metric.get("value")).doubleValue())
                .findFirst()
                .orElseThrow();
    }

    /** The processor time of all of the browser's processes. */
    Duration processorTime() {
        return Stream.concat(Stream.of(process.toHandle()), process.descendants())
                .flatMap(handle -> handle.info().totalCpuDuration().stream())
                .reduce(Duration.ZERO, Duration::plus);
    }

    @Override
    public void close() {
        try {
            socket.abort();
        } finally {
            end(process);
            deleteLinks();
        }
    }

    /** What the browser would delete itself if it were not ended like that: links that lead out of its folder. */
    private void deleteLinks() {
        try {
            Path link = profile.resolve("SingletonSocket");
            if (Files.isSymbolicLink(link)) {
                Path socketFolder = Files.readSymbolicLink(link).getParent();
                for (String name : List.of("SingletonSocket", "SingletonCookie")) {
                    Files.deleteIfExists(socketFolder.resolve(name));
                }
                Files.deleteIfExists(socketFolder);
            }
            for (String name : List.of("SingletonSocket", "SingletonCookie", "SingletonLock")) {
                Files.deleteIfExists(profile.resolve(name));
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void end(Process process) {
        List<ProcessHandle> all = new ArrayList<>(process.descendants().toList());
        all.add(process.toHandle());
        all.forEach(ProcessHandle::destroyForcibly);
        all.forEach(
                handle -> handle.onExit().orTimeout(SECONDS, TimeUnit.SECONDS).join());
    }

    private final class Listener implements WebSocket.Listener {
        private final StringBuilder text = new StringBuilder();

        @Override
        public CompletionStage<?> onText(WebSocket from, CharSequence part, boolean last) {
            text.append(part);
            if (last) {
                Map<String, Object> message = Json.object(Json.parse(text.toString()));
                text.setLength(0);
                if (message.containsKey("id")) {
                    answers.remove(Json.number(message.get("id"))).complete(message);
                } else {
                    event((String) message.get("method"), message);
                }
            }
            from.request(1);
            return null;
        }

        private void event(String method, Map<String, Object> message) {
            if (List.of(
                            "Runtime.exceptionThrown",
                            "Runtime.consoleAPICalled",
                            "Log.entryAdded",
                            "Page.javascriptDialogOpening")
                    .contains(method)) {
                complaints.add(message.toString());
            }
        }
    }
}
