package dev.customprofiles.reader;

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

    /** The top bit of each byte, eight bytes to a number. */
    private final long[] tops = new long[LONGEST / Long.BYTES];

    /** Of each string where it is, and as much of its beginning as says how long it is. */
    private final int[] places;

    private final int[] heads;

    Shape(int[] strings) {
        this.strings = strings;
        places = new int[strings.length];
        heads = new int[strings.length];
    }

    /** Forgets the shape: where the fields were is not known any more. */
    void forget() {
        length = NONE;
    }

    /** Takes the shape of an event from its first byte on, with its fields in these places from there. */
    void take(byte[] bytes, int begin, int behindFields, int[] found) {
        length = behindFields - begin;
        if (length > LONGEST) {
            length = NONE;
            return;
        }
        for (int i = 0; i < strings.length; i++) {
            places[i] = found[strings[i]];
            heads[i] = EncodedString.head(bytes, begin + places[i]);
            if (heads[i] < 0) {
                length = NONE;
                return;
            }
        }
        for (int i = 0; i << 3 < length; i++) {
            tops[i] = tops(bytes, begin, i);
        }
    }

    /** Whether an event has this shape. */
    boolean fits(byte[] bytes, int begin, int end) {
        if (length > end - begin) {
            return false;
        }
        long differences = 0;
        for (int i = 0; i << 3 < length; i++) {
            differences |= tops(bytes, begin, i) ^ tops[i];
        }
        for (int i = 0; i < heads.length; i++) {
            differences |= EncodedString.head(bytes, begin + places[i]) ^ heads[i];
        }
        return differences == 0;
    }

    /** The top bits of the event's bytes from the one at {@code 8 * i} on. */
    private long tops(byte[] bytes, int begin, int i) {
        long all = Varints.tops(Varints.word(bytes, begin + (i << 3)));
        int left = length - (i << 3);
        return left >= Long.BYTES ? all : all & ~(-1L << (left << 3));
    }
}
