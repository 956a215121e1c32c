package dev.customprofiles.reader;

import java.nio.charset.StandardCharsets;

/**
 * Strings as encoded in events and metadata: an encoding byte, then the data in that encoding (JDK,
 * StringParser.Encoding). The JVM writes strings of Java events as chars, one varint each, and long ones as a key of
 * the String pool.
 */
final class EncodedString {
    private static final byte NULL = 0;
    private static final byte EMPTY = 1;
    private static final byte POOL = 2;
    private static final byte UTF8 = 3;
    private static final byte CHARS = 4;
    private static final byte LATIN1 = 5;

    private EncodedString() {}

    /**
     * Returns the position after the string, or a value greater than {@code end} if it does not end before {@code end}.
     */
    static int skip(byte[] bytes, int position, int end) {
        int p = position + 1;
        switch (bytes[position]) {
            case CHARS:
                int few = bytes[p];
                if (few >= 0) {
                    return skipFewChars(bytes, p + 1, few, end);
                }
                long chars = Varints.get(bytes, p);
                return chars < 0 ? end + 1 : Varints.skip(bytes, Varints.skip(bytes, p), chars, end);
            case NULL, EMPTY:
                return p;
            case POOL:
                return Varints.skip(bytes, p);
            case UTF8, LATIN1:
                long size = Varints.get(bytes, p);
                p = Varints.skip(bytes, p);
                return size < 0 || size > end - p ? end + 1 : p + (int) size;
            default:
                return end + 1;
        }
    }

    /** Fast path for nearly all inline strings: short and ASCII, so that a char is one byte. */
    private static int skipFewChars(byte[] bytes, int position, int count, int end) {
        if (count > end - position) {
            return end + 1;
        }
        int left = count;
        int p = position;
        for (; left >= Long.BYTES; left -= Long.BYTES, p += Long.BYTES) {
            if (!Varints.allSingle(bytes, p, Long.BYTES)) {
                return Varints.skip(bytes, p, left, end);
            }
        }
        return left == 0 || Varints.allSingle(bytes, p, left) ? p + left : Varints.skip(bytes, p, left, end);
    }

    /**
     * Returns the number of leading bytes that, with the top bits of all bytes, determine the length of a string; 0 for
     * a string of more than 127 characters.
     */
    static int headSize(byte[] bytes, int position) {
        return bytes[position] <= POOL ? 1 : bytes[position + 1] >= 0 ? 2 : 0;
    }

    /** Returns whether the string is in the String pool, under {@link #poolKey}. */
    static boolean isPooled(byte[] bytes, int position) {
        return bytes[position] == POOL;
    }

    static long poolKey(byte[] bytes, int position) {
        return Varints.get(bytes, position + 1);
    }

    /**
     * Decodes the string between a position and the {@code end} that {@link #skip} found; may be null. Not for pooled
     * strings.
     */
    static String decode(byte[] bytes, int position, int end) {
        int p = position + 1;
        switch (bytes[position]) {
            case EMPTY:
                return "";
            case UTF8:
                p = Varints.skip(bytes, p);
                return new String(bytes, p, end - p, StandardCharsets.UTF_8);
            case LATIN1:
                p = Varints.skip(bytes, p);
                return new String(bytes, p, end - p, StandardCharsets.ISO_8859_1);
            case CHARS:
                return chars(bytes, Varints.skip(bytes, p), (int) Varints.get(bytes, p), end);
            default:
                return null;
        }
    }

    private static String chars(byte[] bytes, int position, int count, int end) {
        if (end - position == count) {
            // One byte each, so they are ASCII.
            return new String(bytes, position, count, StandardCharsets.ISO_8859_1);
        }
        char[] chars = new char[count];
        int p = position;
        for (int i = 0; i < count; i++) {
            chars[i] = (char) Varints.get(bytes, p);
            p = Varints.skip(bytes, p);
        }
        return new String(chars);
    }
}
