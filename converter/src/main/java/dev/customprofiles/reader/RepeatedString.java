package dev.customprofiles.reader;

/**
 * A string field with its last value. Most fields repeat it: every event of a profile has the profile's name. As long
 * as the encoded bytes stay the same, one comparison finds both the end of the field and the string.
 */
final class RepeatedString {
    /** Longer strings are unlikely to be repeated. */
    private static final int LONGEST = 256;

    /** A length that no string has, so that nothing matches. */
    private static final int NONE = Integer.MAX_VALUE;

    /** The encoded bytes, eight to a long, padded with zeros. */
    private long[] encoded = new long[4];

    private int length = NONE;
    private int lastWord;
    private long lastMask;
    private int begin;
    private int end;
    private boolean known;
    private String value;

    /** Returns the position after the string at a position, or a value greater than {@code limit}. */
    int skip(byte[] bytes, int position, int limit) {
        begin = position;
        if (length <= limit - position && isRepeated(bytes, position)) {
            end = position + length;
        } else {
            end = EncodedString.skip(bytes, position, limit);
            remember(bytes, end <= limit ? end - position : NONE);
        }
        return end;
    }

    private boolean isRepeated(byte[] bytes, int position) {
        long[] words = encoded;
        int last = lastWord;
        int p = position;
        for (int i = 0; i < last; i++, p += Long.BYTES) {
            if (Varints.word(bytes, p) != words[i]) {
                return false;
            }
        }
        return (Varints.word(bytes, p) & lastMask) == words[last];
    }

    private void remember(byte[] bytes, int size) {
        known = false;
        value = null;
        length = NONE;
        if (size > LONGEST) {
            return;
        }
        length = size;
        lastWord = size - 1 >>> 3;
        lastMask = -1L >>> (Long.BYTES * (lastWord + 1) - size << 3);
        if (encoded.length <= lastWord) {
            encoded = new long[LONGEST / Long.BYTES];
        }
        for (int i = 0; i <= lastWord; i++) {
            encoded[i] = Varints.word(bytes, begin + (i << 3));
        }
        encoded[lastWord] &= lastMask;
    }

    /** Returns whether {@link #value} was set for the current string, or for an equal one before it. */
    boolean isKnown() {
        return known;
    }

    String value() {
        return value;
    }

    /** Sets the value of the current string. */
    void value(String string) {
        known = true;
        value = string;
    }

    /** Returns the start of the current string's encoding. */
    int begin() {
        return begin;
    }

    /** Returns the end of the current string's encoding. */
    int end() {
        return end;
    }
}
