package dev.customprofiles.serve;

import com.sun.net.httpserver.Headers;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import dev.customprofiles.profile.Shaping;
import dev.customprofiles.query.Subject;
import dev.customprofiles.query.TimeExpression;
import dev.customprofiles.writer.Printable;
import java.io.Closeable;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetSocketAddress;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Serves the profiles of a subject: under {@code /debug/pprof/} like Go's {@code net/http/pprof}, a page of all
 * profiles over time under {@code /}, and the sites that leak under {@code /leaks} and {@code /leaks.json}. Equal
 * concurrent requests share one answer. The number of concurrent answers, the time for each, and the size of the cache
 * are bounded.
 */
public final class ProfileServer implements Closeable {

    private static final String ROOT = "/debug/pprof/";

    /** Maximum number of concurrent requests. Further ones are rejected. */
    private static final int MOST_REQUESTS = 200;

    /**
     * Number of concurrent answers. Each uses all processors; two, so that a short one need not wait for a long one.
     */
    private static final int AT_A_TIME = 2;

    private static final long LIMIT_MILLIS = TimeUnit.MINUTES.toMillis(1);
    private static final long CACHE_BYTES = 32 << 20;

    /** Maximum time for which a request may ask to wait. */
    private static final long MOST_SECONDS = 600;

    private static final long SECOND = TimeUnit.SECONDS.toNanos(1);

    /** Cache key of a reply. */
    private record Key(Object version, Object request) {}

    private final Subject subject;
    private final Answers answers;
    private final HostCheck hosts;
    private final HttpServer server;
    private final ThreadPoolExecutor connections;
    private final AtomicInteger requests = new AtomicInteger();
    private final SingleFlight<Object, Reply> work = new SingleFlight<>(AT_A_TIME, MOST_REQUESTS, LIMIT_MILLIS);
    private final ReplyCache cache = new ReplyCache(CACHE_BYTES);

    private ProfileServer(
            Subject subject, Shaping shaping, String host, Collection<String> otherNames, HttpServer server) {
        this.subject = subject;
        this.answers = new Answers(subject, shaping, subject.goesOn());
        this.hosts = new HostCheck(host, otherNames);
        this.server = server;
        // More than the allowed requests, so that excess ones get a reply.
        this.connections = new ThreadPoolExecutor(
                2 * MOST_REQUESTS,
                2 * MOST_REQUESTS,
                10,
                TimeUnit.SECONDS,
                new LinkedBlockingQueue<>(),
                ProfileServer::thread);
        connections.allowCoreThreadTimeOut(true);
    }

    private static Thread thread(Runnable work) {
        Thread thread = new Thread(work, "request");
        thread.setDaemon(true);
        return thread;
    }

    /**
     * Starts serving.
     *
     * @param shaping the shape in which profiles are shown
     * @param host the name or address to listen on
     * @param otherNames other names and addresses under which the server is reached, each {@link #isHostName}. Requests
     *     with a Host other than these, {@code host} or loopback are rejected
     * @param port 0 for any free port
     * @throws IOException if it cannot listen on the port
     */
    public static ProfileServer start(
            Subject subject, Shaping shaping, String host, Collection<String> otherNames, int port) throws IOException {
        HttpServer http = HttpServer.create(new InetSocketAddress(host, port), 0);
        ProfileServer server = new ProfileServer(subject, shaping, host, otherNames, http);
        http.setExecutor(server.connections);
        http.createContext("/", server::handle);
        http.start();
        return server;
    }

    /**
     * Returns whether this is the name or the address of a host, without a port; an IPv6 address in brackets or not.
     */
    public static boolean isHostName(String text) {
        return HostCheck.isName(text);
    }

    /** Returns the address on which the server listens. */
    public InetSocketAddress address() {
        return server.getAddress();
    }

    /** Stops at once. The caller must close the subject. */
    @Override
    public void close() {
        server.stop(0);
        connections.shutdownNow();
        work.close();
    }

    private void handle(HttpExchange exchange) throws IOException {
        try (exchange) {
            Reply page;
            if (requests.incrementAndGet() > MOST_REQUESTS) {
                page = Reply.error(503, "too many requests at a time");
            } else {
                page = answered(exchange);
            }
            send(exchange, page);
        } finally {
            requests.decrementAndGet();
        }
    }

    private Reply answered(HttpExchange exchange) {
        try {
            return page(exchange);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return Reply.error(503, "the server is ending");
        } catch (IOException | RuntimeException | Error e) {
            return Failure.reply(e);
        }
    }

    private Reply page(HttpExchange exchange) throws IOException, InterruptedException {
        String method = exchange.getRequestMethod();
        if (!method.equals("GET") && !method.equals("HEAD")) {
            exchange.getResponseHeaders().set("Allow", "GET, HEAD");
            return Reply.error(405, "Method Not Allowed");
        }
        List<String> named = exchange.getRequestHeaders().getOrDefault("Host", List.of());
        String host = named.size() == 1 ? named.get(0) : null;
        if (!hosts.passes(host, exchange.getLocalAddress().getAddress())) {
            return Reply.error(
                    403,
                    host == null
                            ? "not served without one Host header"
                            : "not served under the name \"" + Printable.of(host)
                                    + "\" (serve --allow-host allows a name)");
        }
        if (isInBackground(exchange.getRequestHeaders())) {
            return Reply.error(403, "not served to pages of other sites");
        }
        String path = exchange.getRequestURI().getRawPath();
        String parameters = exchange.getRequestURI().getRawQuery();
        if (path.equals("/")) {
            new Parameters(parameters, List.of());
            return once("report", answers::report);
        }
        if (path.equals(Answers.REPORT_DATA)) {
            new Parameters(parameters, List.of());
            return once("report data", () -> Reply.json(answers.reportData()));
        }
        if (path.equals(Answers.LEAKS) || path.equals(Answers.LEAKS_JSON)) {
            new Parameters(parameters, List.of());
            return once(path, () -> answers.leaks(path.equals(Answers.LEAKS_JSON)));
        }
        if (path.equals("/debug/pprof")) {
            exchange.getResponseHeaders().set("Location", ROOT);
            return Reply.error(302, "see " + ROOT);
        }
        if (!path.startsWith(ROOT)) {
            return Reply.error(404, "404 page not found");
        }
        String profile = PercentEncoding.decode(path.substring(ROOT.length()));
        if (profile.isEmpty()) {
            boolean text = new Parameters(parameters, List.of("debug")).flag("debug");
            return once("index " + text, () -> answers.index(text));
        }
        ProfileRequest request = prepared(ProfileRequest.parse(profile, parameters));
        return once(request, () -> answers.profile(request));
    }

    /**
     * Returns whether a request comes from a page of another site in the background: it could not read the answer, but
     * keep the server busy.
     */
    private static boolean isInBackground(Headers headers) {
        return "cross-site".equals(headers.getFirst("Sec-Fetch-Site"))
                && !"navigate".equals(headers.getFirst("Sec-Fetch-Mode"));
    }

    /** Performs the actions of a request on the process, and waits until they have been recorded. */
    private ProfileRequest prepared(ProfileRequest request) throws IOException, InterruptedException {
        if (!subject.goesOn() || !(request.query().at() instanceof TimeExpression.End)) {
            return request;
        }
        if (request.collectGarbage()) {
            subject.await(subject.collectGarbage());
        }
        if (request.seconds() == 0) {
            return request;
        }
        if (request.seconds() > MOST_SECONDS) {
            throw new BadRequestException("profile duration exceeds server's WriteTimeout");
        }
        // From the next full second on, so that requests within the same second share an answer.
        long end = Math.addExact(Instant.now().getEpochSecond(), 1 + request.seconds()) * SECOND;
        subject.await(end);
        return request.at(TimeExpression.at(end));
    }

    private Reply once(Object request, Callable<Reply> answer) throws IOException {
        Key key = new Key(subject.version(), request);
        Reply known = cache.get(key);
        if (known != null) {
            return known;
        }
        return work.get(request, () -> {
            // A request may have missed the cache just before an equal one was answered.
            Reply meanwhile = cache.get(key);
            if (meanwhile != null) {
                return meanwhile;
            }
            Reply page = answer.call();
            cache.put(key, page);
            return page;
        });
    }

    private static void send(HttpExchange exchange, Reply page) throws IOException {
        Headers headers = exchange.getResponseHeaders();
        headers.set("Content-Type", page.contentType());
        headers.set("X-Content-Type-Options", "nosniff");
        headers.set(
                "Content-Security-Policy",
                (page.policy() == null ? "" : page.policy() + "; ") + "frame-ancestors 'none'");
        headers.set("Cache-Control", "no-store");
        if (page.fileName() != null) {
            headers.set("Content-Disposition", "attachment; filename=\"" + inHeader(page.fileName()) + "\"");
        }
        if (page.status() >= 400) {
            // Tells pprof to show the text to its user.
            headers.set("X-Go-Pprof", "1");
        }
        if (exchange.getRequestMethod().equals("HEAD")) {
            headers.set("Content-Length", Integer.toString(page.body().length));
            exchange.sendResponseHeaders(page.status(), -1);
            return;
        }
        exchange.sendResponseHeaders(page.status(), page.body().length);
        try (OutputStream out = exchange.getResponseBody()) {
            out.write(page.body());
        }
    }

    /** Replaces characters that are not allowed between quotes in a header. */
    private static String inHeader(String text) {
        return text.replaceAll("[^\\x20-\\x7e]|[\"\\\\]", "_");
    }
}
