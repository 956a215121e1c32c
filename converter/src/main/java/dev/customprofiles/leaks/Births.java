package dev.customprofiles.leaks;

import dev.customprofiles.live.Ages;
import dev.customprofiles.live.Timeline;
import java.util.List;

/**
 * When the objects came that outlived what is usual, over the time in which they could have come. A leak goes on; what fills
 * once, when the program starts, or comes in one batch, does not.
 *
 * @param count how many there are
 * @param rangeNanos the time in which they could have come
 * @param windows in how many twelfths of it some came
 * @param largest how many came in the one with most
 * @param lastThird how many came in the last four
 */
record Births(double count, long rangeNanos, int windows, double largest, double lastThird) {

    private static final int WINDOWS = 12;

    /** One in a hundred may be there by chance. */
    private static final int NEGLIGIBLE = 100;

    /**
     * By the clock.
     *
     * @param ages of what is live
     * @param limitNanos the age from which on objects count
     * @param knownNanos for how long the profile has been recorded. Where much is older than that, the oldest object says for how
     *     long objects have been coming
     */
    static Births inTime(Ages ages, long limitNanos, long knownNanos) {
        long count = ages.countFrom(limitNanos);
        boolean muchIsOlder = 10 * ages.countFrom(knownNanos + knownNanos / 8) > count;
        long since = muchIsOlder ? Math.max(knownNanos, ages.oldestNanos()) : knownNanos;
        long range = Math.max(0, since - limitNanos);
        double[] windows = new double[WINDOWS];
        long older = count;
        for (int window = WINDOWS - 1; window >= 0; window--) {
            long end = limitNanos + (long) (range * ((double) (WINDOWS - window) / WINDOWS));
            long oldest = window == 0 ? 0 : ages.countFrom(end);
            windows[window] = older - oldest;
            older = oldest;
        }
        return of(windows, range);
    }

    /**
     * By how much was going on: the time from one Add of the profile to the next is always the same. So what leaks in a few busy
     * seconds, until nothing goes any more, is no burst.
     *
     * @param births of what is live, by interval
     * @param before how many came before the first one
     * @param activity what came and went of the profile, in the same intervals
     * @param upTo the number of intervals that are old enough to count
     * @param rangeNanos how long they are together
     */
    static Births inActivity(
            List<Long> births, long before, List<Timeline.Interval> activity, int upTo, long rangeNanos) {
        double all = 0;
        for (int i = 0; i < upTo; i++) {
            all += activity.get(i).added();
        }
        double[] windows = new double[WINDOWS];
        windows[0] = before;
        double passed = 0;
        for (int i = 0; i < upTo && all > 0; i++) {
            double from = passed / all * WINDOWS;
            passed += activity.get(i).added();
            double to = passed / all * WINDOWS;
            for (int window = (int) from; to > from && window < WINDOWS && window < to; window++) {
                double part = Math.min(to, window + 1) - Math.max(from, window);
                windows[window] += births.get(i) * part / (to - from);
            }
        }
        return of(windows, rangeNanos);
    }

    /** @param births those of the first window first */
    private static Births of(double[] births, long rangeNanos) {
        double count = 0;
        double largest = 0;
        double lastThird = 0;
        for (int window = 0; window < WINDOWS; window++) {
            count += births[window];
            largest = Math.max(largest, births[window]);
            lastThird += window >= WINDOWS - WINDOWS / 3 ? births[window] : 0;
        }
        int windows = 0;
        for (double here : births) {
            windows += here > 0 && here * NEGLIGIBLE >= count ? 1 : 0;
        }
        return new Births(count, rangeNanos, windows, largest, lastThird);
    }

    /** Without some that came last, if there are so many. */
    Births without(double last) {
        return new Births(Math.max(0, count - last), rangeNanos, windows, largest, Math.max(0, lastThird - last));
    }

    /** Whether there is more than one burst, and the last third of the time is not much poorer than the others. */
    boolean goOn() {
        boolean isOneBurst = windows < 3 || count >= 6 && largest * 10 > 7 * count;
        double chance = 1.64 * Math.sqrt(2.0 / 9 / count); // of a share of a third, one time in twenty
        return !isOneBurst && lastThird >= 0.5 && lastThird / count + chance >= 0.25;
    }

    /** Whether they came all the time. */
    boolean areSteady() {
        return goOn() && count >= 6 && windows >= WINDOWS / 2;
    }

    /** How many come in an hour. */
    double perHour() {
        return rangeNanos == 0 ? 0 : count * 3.6e12 / rangeNanos;
    }
}
