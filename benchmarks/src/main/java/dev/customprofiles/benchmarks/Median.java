package dev.customprofiles.benchmarks;

import java.util.List;

/** The middle of several measurements: one disturbed run does not move it. */
public final class Median {

    private Median() {}

    /** Returns the median; for an even number of values the mean of the middle two; NaN for none. */
    public static double of(List<Double> values) {
        if (values.isEmpty()) {
            return Double.NaN;
        }
        List<Double> sorted = values.stream().sorted().toList();
        int middle = sorted.size() / 2;
        return sorted.size() % 2 == 1 ? sorted.get(middle) : (sorted.get(middle - 1) + sorted.get(middle)) / 2;
    }
}
