package dev.customprofiles.reader;

import java.util.Arrays;

/**
 * Where the numbers of an event end. An event whose numbers end in the same places, and whose strings are as long, has
 * its fields in the same places: most events are so like the last one of their type, and to compare them is much quicker
 * than to go from number to number, each of which begins where the one before it ends.
 */
final class Shape {
    /** Nothing fits it. */
    private static final int NONE = Integer.MAX_VALUE;

    /** What is longer is seldom the same again. */
    private static final int LONGEST = 256;

    /** Which of the places of fields are those of strings. */
    private final int[] strings;

    /** How much of an event it describes: what its fields are in. */
    private int length = NONE;

    /** What the event is compared with, eight bytes to a number, and which bits of it count. */
    private final long[] expected = new long[LONGEST / Long.BYTES];

    private final long[] masks = new long[LONGEST / Long.BYTES];

    Shape(int[] strings) {
        this.strings = strings;
    }

    /** Forgets the shape: where the fields were is not known any more. */
    void forget() {
        length = NONE;
    }

    /** Takes the shape of an event from its first byte on, with its fields in these places from there. */
    void take(byte[] bytes, int begin, int behindFields, int[] found) {
        length = behindFields - begin;
        if (length > LONGEST) {
            forget();
            return;
        }
        int last = length - 1 >>> 3;
        Arrays.fill(masks, 0, last + 1, Varints.TOP_BITS);
        masks[last] >>>= Long.SIZE - Byte.SIZE * (length - (last << 3));
        for (int string : strings) {
            int head = found[string];
            int size = EncodedString.headSize(bytes, begin + head);
            if (size == 0) {
                forget();
                return;
            }
            for (int at = head; at < head + size; at++) {
                masks[at >>> 3] |= 0xffL << ((at & 7) << 3);
            }
        }
        for (int i = 0; i <= last; i++) {
            expected[i] = Varints.word(bytes, begin + (i << 3)) & masks[i];
        }
    }

    /** Whether an event has this shape. */
    boolean fits(byte[] bytes, int begin, int end) {
        if (length > end - begin) {
            return false;
        }
        long[] bits = expected;
        long[] mask = masks;
        long differences = 0;
        int behind = begin + length;
        for (int i = 0, p = begin; p < behind; i++, p += Long.BYTES) {
            differences |= Varints.word(bytes, p) & mask[i] ^ bits[i];
        }
        return differences == 0;
    }
}
