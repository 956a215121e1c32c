package dev.customprofiles.benchmarks;

import java.util.List;

/** How often everything is measured. */
public final class Rounds {

    private Rounds() {}

    /** What stands behind {@code --rounds}; else 5, or 1 of a smoke run. */
    public static int of(String[] args, boolean quick) {
        int option = List.of(args).indexOf("--rounds");
        if (option >= 0) {
            return Integer.parseInt(args[option + 1]);
        }
        return quick ? 1 : 5;
    }
}
