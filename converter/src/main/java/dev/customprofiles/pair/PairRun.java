package dev.customprofiles.pair;

/**
 * Events of a key that follow one another with nothing in between: one event, or what a chunk knows to be complete. Which
 * is the opening before a run, and which the closing after it, depends on no more than how it begins and ends.
 *
 * @param firstTicks when the first of the events counts; of runs of a JVM, the order
 * @param firstNanos the same as an instant
 * @param opensFirst whether the first of them opens
 * @param lastTicks when the last one counts
 * @param lastNanos the same as an instant
 * @param instant the index of the first instant at or after all of them
 * @param opensLast whether the last of them opens
 * @param weight what was opened last weighs
 * @param site the number of the site where that was; {@link #NO_SITE} if the last event closes, or another run of the chunk is later and before the next
 *     instant and what came and went by site is not asked for
 */
record PairRun(
        Object key,
        long firstTicks,
        long firstNanos,
        boolean opensFirst,
        long lastTicks,
        long lastNanos,
        int instant,
        boolean opensLast,
        long weight,
        int site) {

    /** The site of a run without one. */
    static final int NO_SITE = -1;
}
