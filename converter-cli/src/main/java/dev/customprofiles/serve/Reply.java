package dev.customprofiles.serve;

import java.nio.charset.StandardCharsets;

/**
 * A reply to a request.
 *
 * @param fileName the name under which a browser saves the body; null to show it
 * @param policy the Content-Security-Policy; null if the body has its own
 */
record Reply(int status, String contentType, String fileName, String policy, byte[] body) {

    private static final String NOTHING = "default-src 'none'";

    private static final String TEXT = "text/plain; charset=utf-8";

    static Reply html(String text) {
        return new Reply(200, "text/html; charset=utf-8", null, NOTHING, text.getBytes(StandardCharsets.UTF_8));
    }

    /** Returns a page, which has its own policy. */
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

    /** Returns an error message of a line or two, in the format of Go's handlers. */
    static Reply error(int status, String message) {
        return new Reply(status, TEXT, null, NOTHING, (message + "\n").getBytes(StandardCharsets.UTF_8));
    }
}
