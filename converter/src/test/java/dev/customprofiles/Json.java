package dev.customprofiles;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Reads JSON strictly, to check what is written: maps, lists, strings, {@link BigDecimal}s, booleans and null. */
public final class Json {

    private final String text;
    private int at;

    private Json(String text) {
        this.text = text;
    }

    public static Object parse(String text) {
        Json json = new Json(text);
        Object value = json.value();
        json.blanks();
        if (json.at != text.length()) {
            throw json.unexpected();
        }
        return value;
    }

    @SuppressWarnings("unchecked")
    public static Map<String, Object> object(Object value) {
        return (Map<String, Object>) value;
    }

    @SuppressWarnings("unchecked")
    public static List<Object> array(Object value) {
        return (List<Object>) value;
    }

    public static long number(Object value) {
        return ((BigDecimal) value).longValueExact();
    }

    /** A string as JSON and JavaScript write it. */
    public static String quoted(String text) {
        StringBuilder quoted = new StringBuilder("\"");
        text.chars()
                .forEach(c -> quoted.append(
                        c < ' ' || c > '~' || c == '"' || c == '\\' ? String.format("\\u%04x", c) : (char) c + ""));
        return quoted.append('"').toString();
    }

    private Object value() {
        blanks();
        char c = peek();
        if (c == '{') {
            Map<String, Object> object = new LinkedHashMap<>();
            list('}', () -> {
                blanks();
                String name = string();
                blanks();
                expect(":");
                if (object.put(name, value()) != null) {
                    throw new IllegalArgumentException("twice: " + name);
                }
            });
            return object;
        }
        if (c == '[') {
            List<Object> array = new ArrayList<>();
            list(']', () -> array.add(value()));
            return array;
        }
        if (c == '"') {
            return string();
        }
        for (String word : List.of("true", "false", "null")) {
            if (text.startsWith(word, at)) {
                at += word.length();
                return word.equals("null") ? null : Boolean.valueOf(word);
            }
        }
        int start = at;
        while (at < text.length() && "+-.eE0123456789".indexOf(text.charAt(at)) >= 0) {
            at++;
        }
        return new BigDecimal(text.substring(start, at));
    }

    private void list(char end, Runnable item) {
        at++;
        blanks();
        if (peek() == end) {
            at++;
            return;
        }
        while (true) {
            item.run();
            blanks();
            if (peek() == end) {
                at++;
                return;
            }
            expect(",");
        }
    }

    private String string() {
        expect("\"");
        StringBuilder string = new StringBuilder();
        while (peek() != '"') {
            char c = text.charAt(at++);
            if (c < ' ') {
                throw unexpected();
            }
            if (c == '\\') {
                char escaped = text.charAt(at++);
                switch (escaped) {
                    case 'u' -> {
                        string.append((char) Integer.parseInt(text.substring(at, at + 4), 16));
                        at += 4;
                    }
                    case 'n' -> string.append('\n');
                    case 't' -> string.append('\t');
                    case 'r' -> string.append('\r');
                    case 'b' -> string.append('\b');
                    case 'f' -> string.append('\f');
                    case '"', '\\', '/' -> string.append(escaped);
                    default -> throw unexpected();
                }
            } else {
                string.append(c);
            }
        }
        at++;
        return string.toString();
    }

    private char peek() {
        if (at >= text.length()) {
            throw unexpected();
        }
        return text.charAt(at);
    }

    private void expect(String token) {
        if (!text.startsWith(token, at)) {
            throw unexpected();
        }
        at += token.length();
    }

    private void blanks() {
        while (at < text.length() && " \n\r\t".indexOf(text.charAt(at)) >= 0) {
            at++;
        }
    }

    private IllegalArgumentException unexpected() {
        return new IllegalArgumentException(
                "no JSON at " + at + ": " + text.substring(Math.max(0, at - 20), Math.min(text.length(), at + 20)));
    }
}
