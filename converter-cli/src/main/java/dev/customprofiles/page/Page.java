package dev.customprofiles.page;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.OutputStreamWriter;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The page around some {@link PageData}: one file with its scripts and styles in it. The browser is told to run and to load
 * nothing else, whatever the data says. The same data gives the same bytes.
 */
public final class Page {

    private static final String UPLOT = "/META-INF/resources/webjars/uplot/1.6.30/";

    /** The page's own scripts, each with one job. {@code start.js} is the last: it runs what the others define. */
    static final List<String> SCRIPTS = List.of(
            "data.js",
            "format.js",
            "elements.js",
            "view.js",
            "search.js",
            "timeline.js",
            "figures.js",
            "verdict.js",
            "holders.js",
            "flame.js",
            "table.js",
            "show.js",
            "poll.js",
            "address.js",
            "keys.js",
            "start.js");

    private static final Pattern PLACE = Pattern.compile("\\{\\{([a-z]+)}}");

    private Page() {}

    /** Writes UTF-8; the stream stays open. */
    public static void write(String data, OutputStream out) throws IOException {
        write(data, "", out);
    }

    /**
     * Writes a page that asks for new data every two seconds.
     *
     * @param poll where it asks, on the server that it came from; nowhere if empty
     */
    public static void write(String data, String poll, OutputStream out) throws IOException {
        String plotStyle = resource(UPLOT + "dist/uPlot.min.css").strip();
        String style = resource("page.css");
        String plot = "/*! uPlot, https://github.com/leeoniya/uPlot\n"
                + resource(UPLOT + "LICENSE").strip() + "\n*/\n"
                + resource(UPLOT + "dist/uPlot.iife.min.js").strip();
        String script = script(SCRIPTS);
        String policy = "default-src 'none'; style-src " + hash(plotStyle) + ' ' + hash(style) + "; script-src "
                + hash(plot) + ' ' + hash(script) + (poll.isEmpty() ? "" : "; connect-src 'self'")
                + "; base-uri 'none'; form-action 'none'";
        String page = resource("page.html");
        Writer text = new OutputStreamWriter(out, StandardCharsets.UTF_8);
        Matcher place = PLACE.matcher(page);
        int written = 0;
        while (place.find()) {
            String content = switch (place.group(1)) {
                case "policy" -> policy;
                case "plotstyle" -> plotStyle;
                case "style" -> style;
                case "poll" -> attribute(poll);
                case "data" -> data;
                case "plot" -> plot;
                case "script" -> script;
                default -> throw new IllegalStateException("unknown place " + place.group());
            };
            text.append(page, written, place.start()).append(content); // not as one: the data have megabytes
            written = place.end();
        }
        text.append(page, written, page.length()).flush();
    }

    /** The files as one script, which leaves no names of its own in the browser: a page of a file loads no modules. */
    static String script(List<String> names) throws IOException {
        StringBuilder script = new StringBuilder("(() => {\n'use strict';\n");
        for (String name : names) {
            script.append(resource(name));
        }
        return script.append("})();\n").toString();
    }

    private static String attribute(String text) {
        return text.replace("&", "&amp;").replace("\"", "&quot;");
    }

    private static String hash(String inline) {
        try {
            byte[] digest = MessageDigest.getInstance("SHA-256").digest(inline.getBytes(StandardCharsets.UTF_8));
            return "'sha256-" + Base64.getEncoder().encodeToString(digest) + "'";
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e); // every JDK has it
        }
    }

    private static String resource(String name) throws IOException {
        try (InputStream in = Page.class.getResourceAsStream(name)) {
            if (in == null) {
                throw new IOException("the program is incomplete: " + name + " is not in it");
            }
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        }
    }
}
