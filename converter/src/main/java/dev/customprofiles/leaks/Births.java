package dev.customprofiles.leaks;

import dev.customprofiles.live.Ages;
import dev.customprofiles.live.Timeline;
import java.util.List;

/**
 * The distribution over time of the births of objects that outlived the usual age. A leak goes on; a cache that fills
 * once at startup, or a single batch, does not.
 *
 * @param count the number of objects
 * @param rangeNanos the time in which they could have been added
 * @param windows the number of twelfths of that time in which some were added
 * @param largest the number of objects in the fullest twelfth
 * @param lastThird the number of objects in the last four twelfths
 */
record Births(double count, long rangeNanos, int windows, double largest, double lastThird) {

    private static final int WINDOWS = 12;

    /** One object in a hundred may be chance. */
    private static final int NEGLIGIBLE = 100;

    /**
     * Distributes births by clock time.
     *
     * @param ages of the live objects
     * @param limitNanos the least age that counts
     * @param knownNanos how long the profile has been recorded. If many objects are older, the oldest one tells how
     *     long objects have been added
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
     * Distributes births by activity: each Add of the profile advances time by one unit. So a leak in a few busy
     * seconds, up to a standstill, does not look like a burst.
     *
     * @param births births of the live objects, by interval
     * @param before the number of objects added before the first interval
     * @param activity the counts of the profile in the same intervals
     * @param upTo the number of intervals old enough to count
     * @param rangeNanos their total duration
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

    /** @param births by window, the first window first */
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

    /** Returns these births without some of the last, as far as there are so many. */
    Births without(double last) {
        return new Births(Math.max(0, count - last), rangeNanos, windows, largest, Math.max(0, lastThird - last));
    }

    /**
     * Returns whether there is more than one burst, and the last third of the time has not much fewer births than the
     * others.
     */
    boolean goOn() {
        boolean isOneBurst = windows < 3 || count >= 6 && largest * 10 > 7 * count;
        double chance = 1.64 * Math.sqrt(2.0 / 9 / count); // 5 % quantile of the share of a third
        return !isOneBurst && lastThird >= 0.5 && lastThird / count + chance >= 0.25;
    }

    /** Returns whether objects were added all the time. */
    boolean areSteady() {
        return goOn() && count >= 6 && windows >= WINDOWS / 2;
    }

    /** Returns the number of births per hour. */
    double perHour() {
        return rangeNanos == 0 ? 0 : count * 3.6e12 / rangeNanos;
    }
}
