package dev.customprofiles.page;

/**
 * Whole numbers as text, in the variable-length base 64 of JavaScript's source maps: five bits a character, the lowest
 * first, the sign in the lowest bit of all. Small numbers, which differences mostly are, take one character.
 */
final class Vlq {

    private static final String DIGITS = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
    private static final int BITS = 5;
    private static final int MORE = 1 << BITS;

    private final StringBuilder text = new StringBuilder();

    /** Appends a number of at most 62 bits. */
    void append(long number) {
        long rest = number < 0 ? -number << 1 | 1 : number << 1;
        do {
            int digit = (int) (rest & MORE - 1);
            rest >>>= BITS;
            text.append(DIGITS.charAt(rest == 0 ? digit : digit | MORE));
        } while (rest != 0);
    }

    @Override
    public String toString() {
        return text.toString();
    }
}
