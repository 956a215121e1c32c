package dev.customprofiles.reader;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;

/**
 * JFR's variable-length numbers: little-endian groups of 7 bits, the top bit set on all but the last byte, for at most 8
 * bytes; a ninth byte holds the remaining 8 bits whole (HotSpot, jfrEncoding.hpp). A longer form than needed is legal,
 * the JVM pads sizes to 4 bytes.
 *
 * <p>Everything here reads up to {@link #SLACK} bytes past where the caller knows the data to end, so that the hot paths
 * need no bounds checks of their own: whoever owns the array leaves that much room behind the data, and looks afterwards
 * whether the position is past the end.
 */
final class Varints {
    /** The longest number. */
    static final int MAX_BYTES = 9;

    /** Bytes that must be readable behind the end of the data. */
    static final int SLACK = 32;

    private static final VarHandle WORD = MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);

    /** Of each of a word's bytes the bit that says that the number goes on. */
    static final long TOP_BITS = 0x8080_8080_8080_8080L;

    private Varints() {}

    /** The eight bytes at a position, the first one lowest. */
    static long word(byte[] bytes, int position) {
        return (long) WORD.get(bytes, position);
    }

    /** A bit for each byte of the word that ends a number. */
    static long stops(long word) {
        return ~word & TOP_BITS;
    }

    /** The length of a word's first number, whose end is among the word's stops. */
    static int length(long stops) {
        // The first stop is bit 8n+7; the product has the constant's byte with the value n+1 at the top. Under C1,
        // numberOfTrailingZeros is a call and takes 3 % of reading an event.
        return (int) (((stops & -stops) >>> 7) * 0x0102_0304_0506_0708L >>> 56);
    }

    /** The value of a word's first number, whose end is among the word's stops. */
    static long value(long word, long stops) {
        // All bits up to the first stop, then without the gaps of one bit between bytes, of two between pairs, of four.
        // Each step is a method of its own because C1 inlines only methods of up to 35 bytes, which is worth 2 to 4 %.
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

    /** The value of a number of nine bytes: a word without stops, and the byte behind it. */
    static long nineByteValue(long word, byte ninth) {
        return value(word & ~TOP_BITS, Long.MIN_VALUE) | (long) ninth << 56;
    }

    /** Whether as many numbers, 1 to 8, at a position are a byte each. */
    static boolean allSingle(byte[] bytes, int position, int count) {
        return (word(bytes, position) & TOP_BITS >>> (Long.SIZE - Byte.SIZE * count)) == 0;
    }

    /** The number at a position. */
    static long get(byte[] bytes, int position) {
        byte first = bytes[position];
        if (first >= 0) {
            return first;
        }
        long word = word(bytes, position);
        long stops = stops(word);
        return stops == 0 ? nineByteValue(word, bytes[position + 8]) : value(word, stops);
    }

    /** The position behind the number at a position. */
    static int skip(byte[] bytes, int position) {
        if (bytes[position] >= 0) {
            return position + 1;
        }
        long stops = stops(word(bytes, position));
        return stops == 0 ? position + MAX_BYTES : position + length(stops);
    }

    /**
     * The position behind a run of numbers, or something greater than {@code end} when they do not end before it. The
     * count comes from the recording and may be anything.
     */
    static int skip(byte[] bytes, int position, long count, int end) {
        long left = count;
        int p = position;
        while (left > 0 && p < end) {
            long stops = stops(word(bytes, p));
            if (stops == 0) {
                // Only a word that begins with a number tells the ninth byte from a first one.
                p += MAX_BYTES;
                left--;
                continue;
            }
            int ends = Long.bitCount(stops);
            if (ends <= left) {
                p += 8 - (Long.numberOfLeadingZeros(stops) >>> 3);
                left -= ends;
            } else {
                // Fewer than are in the word; mostly of a byte each.
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
