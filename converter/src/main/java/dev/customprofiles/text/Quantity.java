package dev.customprofiles.text;

/** Formats a number with a noun. */
public final class Quantity {

    private Quantity() {}

    /** {@code 1 site}, {@code 0 sites}, {@code 2 sites}, for nouns whose plural takes an s. */
    public static String of(long number, String noun) {
        return number + " " + noun + (number == 1 ? "" : "s");
    }
}
