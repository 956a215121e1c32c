package dev.customprofiles.leaks;

import java.util.Arrays;

/**
 * The line through some points that few wild ones cannot turn: its slope is the median of the slopes between all pairs
 * (Theil and Sen).
 *
 * @param perStep how much the values grow from one point to the next
 * @param noise half of the points are no farther from the line than this
 * @param agreement of all pairs of points, the share that rises, less the share that falls: 1 if every later point is higher (the
 *     statistic of Mann and Kendall)
 */
record Slope(double perStep, double noise, double agreement) {

    /** @param values at equal distances; fewer than two are level */
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
