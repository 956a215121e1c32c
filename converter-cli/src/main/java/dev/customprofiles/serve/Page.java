package dev.customprofiles.serve;

import java.nio.charset.StandardCharsets;

/**
 * What is sent.
 *
 * @param fileName what a browser saves it as; null if it shows it
 */
record Page(int status, String contentType, String fileName, byte[] body) {

    private static final String TEXT = "text/plain; charset=utf-8";

    static Page html(String text) {
        return new Page(200, "text/html; charset=utf-8", null, text.getBytes(StandardCharsets.UTF_8));
    }

    static Page text(byte[] body) {
        return new Page(200, TEXT, null, body);
    }

    static Page pprof(String fileName, byte[] body) {
        return new Page(200, "application/octet-stream", fileName, body);
    }

    /** Why there is no answer, a line or two, as Go's handlers write it. */
    static Page error(int status, String message) {
        return new Page(status, TEXT, null, (message + "\n").getBytes(StandardCharsets.UTF_8));
    }
}
