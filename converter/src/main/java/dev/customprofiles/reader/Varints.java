package dev.customprofiles.reader;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;

/**
 * JFR's varints: little-endian groups of 7 bits, the top bit set on all but the last byte, for at most 8 bytes; a ninth
 * byte holds the remaining 8 bits whole (HotSpot, jfrEncoding.hpp). Longer encodings than necessary are legal: the JVM
 * pads sizes to 4 bytes.
 *
 * <p>All methods read up to {@link #SLACK} bytes past the end of the data, so that hot paths need no bounds checks. The
 * owner of the array must leave that much room after the data, and check afterwards whether the position is past the
 * end.
 */
final class Varints {
    /** Length of the longest number. */
    static final int MAX_BYTES = 9;

    /** Number of bytes that must be readable after the end of the data. */
    static final int SLACK = 32;

    private static final VarHandle WORD = MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);

    /** The continuation bits of the bytes of a word. */
    static final long TOP_BITS = 0x8080_8080_8080_8080L;

    private Varints() {}

    /** Returns the eight bytes at a position, little-endian. */
    static long word(byte[] bytes, int position) {
        return (long) WORD.get(bytes, position);
    }

    /** Returns the stops of a word: a bit for each byte that ends a number. */
    static long stops(long word) {
        return ~word & TOP_BITS;
    }

    /** Returns the length of a word's first number, which must end within the word. */
    static int length(long stops) {
        // The first stop is bit 8n+7, and the top byte of the product is the constant's byte with the value n+1. With
        // C1, numberOfTrailingZeros would be a call that takes 3 % of the time to read an event.
        return (int) (((stops & -stops) >>> 7) * 0x0102_0304_0506_0708L >>> 56);
    }

    /** Returns the value of a word's first number, which must end within the word. */
    static long value(long word, long stops) {
        // Takes all bits up to the first stop, then closes the gaps of one bit between bytes, of two between pairs, and
        // of four between fours. Each step is a method of its own because C1 inlines only methods of up to 35 bytes,
        // which is worth 2 to 4 %.
        return joinFours(joinPairs(joinBytes(word & (stops ^ (stops - 1)))));
    }

    private static long joinBytes(long v) {
        return (v & 0x007f_007f_007f_007fL) | ((v & 0x7f00_7f00_7f00_7f00L) >>> 1);
    }

    private static long joinPairs(long v) {
        return (v & 0x0000_3fff_0000_3fffL) | ((v & 0x3fff_0000_3fff_0000L) >>> 2);
    }

    private static long joinFours(long v) {
        return (v & 0x0000_0000_0fff_ffffL) | ((v & 0x0fff_ffff_0000_0000L) >>> 4);
    }

    /** Returns the value of a nine-byte number: a word without stops, and the byte after it. */
    static long nineByteValue(long word, byte ninth) {
        return value(word & ~TOP_BITS, Long.MIN_VALUE) | (long) ninth << 56;
    }

    /** Returns whether the next {@code count} numbers, 1 to 8, are one byte each. */
    static boolean allSingle(byte[] bytes, int position, int count) {
        return (word(bytes, position) & TOP_BITS >>> (Long.SIZE - Byte.SIZE * count)) == 0;
    }

    /** Returns the number at a position. */
    static long get(byte[] bytes, int position) {
        byte first = bytes[position];
        if (first >= 0) {
            return first;
        }
        long word = word(bytes, position);
        long stops = stops(word);
        return stops == 0 ? nineByteValue(word, bytes[position + 8]) : value(word, stops);
    }

    /** Returns the position after the number at a position. */
    static int skip(byte[] bytes, int position) {
        if (bytes[position] >= 0) {
            return position + 1;
        }
        long stops = stops(word(bytes, position));
        return stops == 0 ? position + MAX_BYTES : position + length(stops);
    }

    /**
     * Returns the position after {@code count} numbers, or a value greater than {@code end} if they do not end before
     * {@code end}. The count comes from the recording and is not trusted.
     */
    static int skip(byte[] bytes, int position, long count, int end) {
        long left = count;
        int p = position;
        while (left > 0 && p < end) {
            long stops = stops(word(bytes, p));
            if (stops == 0) {
                // Only a word that begins with a number tells a ninth byte from a first one.
                p += MAX_BYTES;
                left--;
                continue;
            }
            int ends = Long.bitCount(stops);
            if (ends <= left) {
                p += 8 - (Long.numberOfLeadingZeros(stops) >>> 3);
                left -= ends;
            } else {
                // Fewer than a word has; usually one byte each.
                long ones = TOP_BITS >>> (Long.SIZE - Byte.SIZE * (int) left);
                if ((stops & ones) == ones) {
                    return p + (int) left;
                }
                for (; left > 1; left--) {
                    stops &= stops - 1;
                }
                return p + length(stops);
            }
        }
        return left > 0 ? end + 1 : p;
    }
}
