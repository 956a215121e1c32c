package dev.customprofiles.reader;

/**
 * The strings that events repeat, by their encoded bytes, for fields that alternate between values, as a profile's name
 * does. With two profiles, reading an event takes at least 5 % longer without it. A string may evict another one.
 */
final class StringCache {
    private static final int SLOTS = 1024;

    /** Longer ones are unlikely to be repeated, and would cost memory. */
    private static final int LONGEST = 256;

    private static final long MIX = 0x9e37_79b9_7f4a_7c15L;

    /** The length, the bytes that are left over by eights, and the eights. */
    private final long[][] encoded = new long[SLOTS][];

    private final String[] strings = new String[SLOTS];

    /** The string whose encoding begins at a position and ends at another one; not for pooled ones. */
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

    /** The bytes that are left over by eights, and zeros. */
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
