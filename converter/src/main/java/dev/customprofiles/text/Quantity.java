package dev.customprofiles.text;

/** A number with its noun. */
public final class Quantity {

    private Quantity() {}

    /** {@code 1 site}, {@code 0 sites}, {@code 2 sites}: for nouns that take an s. */
    public static String of(long number, String noun) {
        return number + " " + noun + (number == 1 ? "" : "s");
    }
}
