package dev.customprofiles.reader;

/**
 * The strings that events repeat, found by their encoded bytes: a profile's name stands in every one of its events, and
 * is not worth an object each time. A string may push another one out; what is out is decoded again.
 */
final class StringCache {
    private static final int SLOTS = 1024;

    /** Longer ones are unlikely to be repeated, and would cost memory. */
    private static final int LONGEST = 256;

    private static final long MIX = 0x9e37_79b9_7f4a_7c15L;

    /** The length, the bytes that are left over by eights, and the eights. */
    private final long[][] encoded = new long[SLOTS][];

    private final String[] strings = new String[SLOTS];

    /** The string that is encoded in a range of bytes; not for pooled ones. */
    String get(byte[] bytes, int from, int to) {
        int length = to - from;
        if (length == 1 || length > LONGEST) {
            return EncodedString.decode(bytes, from, to);
        }
        int words = length >>> 3;
        long tail = Varints.word(bytes, from + length - (length & 7)) & ~(-1L << (length << 3));
        long hash = (length + tail) * MIX;
        for (int i = 0; i < words; i++) {
            hash = (hash ^ hash >>> 32 ^ Varints.word(bytes, from + (i << 3))) * MIX;
        }
        int slot = (int) (hash >>> 48) & (SLOTS - 1);
        long[] known = encoded[slot];
        if (known != null && known[0] == length && known[1] == tail && equal(known, bytes, from, words)) {
            return strings[slot];
        }
        String string = EncodedString.decode(bytes, from, to);
        known = new long[words + 2];
        known[0] = length;
        known[1] = tail;
        for (int i = 0; i < words; i++) {
            known[i + 2] = Varints.word(bytes, from + (i << 3));
        }
        encoded[slot] = known;
        strings[slot] = string;
        return string;
    }

    private static boolean equal(long[] known, byte[] bytes, int from, int words) {
        for (int i = 0; i < words; i++) {
            if (known[i + 2] != Varints.word(bytes, from + (i << 3))) {
                return false;
            }
        }
        return true;
    }
}
