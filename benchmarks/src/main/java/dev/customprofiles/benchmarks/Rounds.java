package dev.customprofiles.benchmarks;

import java.util.List;

/** The number of rounds of a measurement. */
public final class Rounds {

    private Rounds() {}

    /** Returns the value of {@code --rounds}; by default 5, or 1 for a smoke run. */
    public static int of(String[] args, boolean quick) {
        int option = List.of(args).indexOf("--rounds");
        if (option >= 0) {
            return Integer.parseInt(args[option + 1]);
        }
        return quick ? 1 : 5;
    }
}
