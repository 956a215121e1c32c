package dev.customprofiles.reader;

/**
 * Cache of strings by their encoded bytes, for fields that alternate between values, such as a profile's name. Without
 * it, reading an event takes at least 5 % longer with two profiles. A string may evict another.
 */
final class StringCache {
    private static final int SLOTS = 1024;

    /** Longer strings are unlikely to be repeated, and would take memory. */
    private static final int LONGEST = 256;

    private static final long MIX = 0x9e37_79b9_7f4a_7c15L;

    /** For each entry: the length, the remaining bytes modulo eight, and the bytes in groups of eight. */
    private final long[][] encoded = new long[SLOTS][];

    private final String[] strings = new String[SLOTS];

    /** Returns the string encoded between two positions. Not for pooled strings. */
    String get(byte[] bytes, int from, int to) {
        int length = to - from;
        if (length == 1 || length > LONGEST) {
            return EncodedString.decode(bytes, from, to);
        }
        int words = length >>> 3;
        long tail = tail(bytes, from, length);
        long hash = (length + tail) * MIX;
        for (int i = 0; i < words; i++) {
            hash = (hash ^ hash >>> 32 ^ Varints.word(bytes, from + (i << 3))) * MIX;
        }
        int slot = (int) (hash >>> 48) & (SLOTS - 1);
        if (encoded[slot] == null || encoded[slot][0] != length || !equal(encoded[slot], bytes, from)) {
            long[] known = new long[words + 2];
            known[0] = length;
            known[1] = tail;
            for (int i = 0; i < words; i++) {
                known[i + 2] = Varints.word(bytes, from + (i << 3));
            }
            encoded[slot] = known;
            strings[slot] = EncodedString.decode(bytes, from, to);
        }
        return strings[slot];
    }

    /** Returns the remaining bytes modulo eight, padded with zeros. */
    private static long tail(byte[] bytes, int from, int length) {
        return Varints.word(bytes, from + length - (length & 7)) & ~(-1L << (length << 3));
    }

    private static boolean equal(long[] known, byte[] bytes, int from) {
        if (known[1] != tail(bytes, from, (int) known[0])) {
            return false;
        }
        for (int i = 2; i < known.length; i++) {
            if (known[i] != Varints.word(bytes, from + (i - 2 << 3))) {
                return false;
            }
        }
        return true;
    }
}
