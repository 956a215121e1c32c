package dev.customprofiles.leaks;

import java.util.Arrays;

/**
 * A line fitted robustly against outliers: its slope is the median of the slopes between all pairs of points (Theil–Sen
 * estimator).
 *
 * @param perStep growth from one point to the next
 * @param noise median distance of the points from the line
 * @param agreement share of pairs of points that rise minus share of pairs that fall: 1 if every later point is higher
 *     (Mann–Kendall statistic)
 */
record Slope(double perStep, double noise, double agreement) {

    /** @param values equidistant points; with fewer than two, the slope is 0 */
    static Slope of(double[] values) {
        int count = values.length;
        if (count < 2) {
            return new Slope(0, 0, 0);
        }
        double[] slopes = new double[count * (count - 1) / 2];
        int pairs = 0;
        double rising = 0;
        for (int i = 0; i < count; i++) {
            for (int j = i + 1; j < count; j++) {
                slopes[pairs++] = (values[j] - values[i]) / (j - i);
                rising += Math.signum(values[j] - values[i]);
            }
        }
        double perStep = median(slopes);
        double[] levels = new double[count];
        Arrays.setAll(levels, i -> values[i] - perStep * i);
        double level = median(levels.clone());
        double[] off = new double[count];
        Arrays.setAll(off, i -> Math.abs(levels[i] - level));
        return new Slope(perStep, median(off), rising / pairs);
    }

    static double median(double[] values) {
        Arrays.sort(values);
        int middle = values.length / 2;
        return values.length % 2 == 1 ? values[middle] : (values[middle - 1] + values[middle]) / 2;
    }
}
