package dev.customprofiles.writer;

import java.io.IOException;
import java.math.BigDecimal;

/**
 * Writes JSON incrementally, without whitespace. It does not check that objects and arrays are closed. The output is
 * safe inside an HTML {@code script} element: nothing in it can end the element or begin a comment.
 */
public final class JsonWriter {

    private static final int NANO_DIGITS = 9;

    private final Appendable out;

    /** Whether the next value needs a comma before it. */
    private boolean following;

    public JsonWriter(Appendable out) {
        this.out = out;
    }

    public JsonWriter beginObject() throws IOException {
        return begin('{');
    }

    public JsonWriter endObject() throws IOException {
        return end('}');
    }

    public JsonWriter beginArray() throws IOException {
        return begin('[');
    }

    public JsonWriter endArray() throws IOException {
        return end(']');
    }

    /** Writes the name of the next value. */
    public JsonWriter name(String name) throws IOException {
        separate();
        quote(name);
        out.append(':');
        following = false;
        return this;
    }

    /** Writes a value, or null. */
    public JsonWriter value(String text) throws IOException {
        separate();
        if (text == null) {
            out.append("null");
        } else {
            quote(text);
        }
        return this;
    }

    /** Writes a value, or null. */
    public JsonWriter value(Long number) throws IOException {
        return number == null ? value((String) null) : value(number.longValue());
    }

    /** Writes nanoseconds as seconds with all decimals, or null. */
    public JsonWriter seconds(Long nanos) throws IOException {
        if (nanos == null) {
            return value((String) null);
        }
        separate();
        out.append(BigDecimal.valueOf(nanos, NANO_DIGITS).stripTrailingZeros().toPlainString());
        return this;
    }

    /** Writes an array of strings. */
    public JsonWriter values(Iterable<String> texts) throws IOException {
        beginArray();
        for (String text : texts) {
            value(text);
        }
        return endArray();
    }

    /** Writes all digits, although readers that use doubles keep only sixteen. */
    public JsonWriter value(long number) throws IOException {
        separate();
        out.append(Long.toString(number));
        return this;
    }

    public JsonWriter value(boolean truth) throws IOException {
        separate();
        out.append(Boolean.toString(truth));
        return this;
    }

    private JsonWriter begin(char bracket) throws IOException {
        separate();
        out.append(bracket);
        following = false;
        return this;
    }

    private JsonWriter end(char bracket) throws IOException {
        out.append(bracket);
        following = true;
        return this;
    }

    private void separate() throws IOException {
        if (following) {
            out.append(',');
        }
        following = true;
    }

    private void quote(String text) throws IOException {
        out.append('"');
        int plain = 0;
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (isEscaped(c)) {
                out.append(text, plain, i).append(escape(c));
                plain = i + 1;
            }
        }
        out.append(text, plain, text.length()).append('"');
    }

    /**
     * Returns whether to escape a character: beyond what JSON requires, characters that are special in HTML or in old
     * JavaScript, and unpaired surrogates.
     */
    private static boolean isEscaped(char c) {
        return c < ' '
                || c == '"'
                || c == '\\'
                || c == '<'
                || c == '>'
                || c == '&'
                || c == '\u2028'
                || c == '\u2029'
                || Character.isSurrogate(c);
    }

    private static String escape(char c) {
        if (c == '"' || c == '\\') {
            return "\\" + c;
        }
        String hex = Integer.toHexString(c);
        return "\\u" + "0".repeat(4 - hex.length()) + hex;
    }
}
