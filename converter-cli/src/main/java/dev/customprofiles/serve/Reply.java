package dev.customprofiles.serve;

import java.nio.charset.StandardCharsets;

/**
 * What is sent.
 *
 * @param fileName what a browser saves it as; null if it shows it
 * @param policy what a browser may do with it; null if it says so itself
 */
record Reply(int status, String contentType, String fileName, String policy, byte[] body) {

    private static final String NOTHING = "default-src 'none'";

    private static final String TEXT = "text/plain; charset=utf-8";

    static Reply html(String text) {
        return new Reply(200, "text/html; charset=utf-8", null, NOTHING, text.getBytes(StandardCharsets.UTF_8));
    }

    /** A page that says by itself which scripts may run in it. */
    static Reply page(byte[] body) {
        return new Reply(200, "text/html; charset=utf-8", null, null, body);
    }

    static Reply json(String text) {
        return new Reply(200, "application/json", null, NOTHING, text.getBytes(StandardCharsets.UTF_8));
    }

    static Reply text(byte[] body) {
        return new Reply(200, TEXT, null, NOTHING, body);
    }

    static Reply pprof(String fileName, byte[] body) {
        return new Reply(200, "application/octet-stream", fileName, NOTHING, body);
    }

    /** Why there is no answer, a line or two, as Go's handlers write it. */
    static Reply error(int status, String message) {
        return new Reply(status, TEXT, null, NOTHING, (message + "\n").getBytes(StandardCharsets.UTF_8));
    }
}
