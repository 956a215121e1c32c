package dev.customprofiles.pair;

/**
 * Successive events of a key with no other event of the key in between: a single event, or a sequence that the chunk
 * knows to be complete. Only the first and the last event matter for pairing it with events before and after.
 *
 * @param firstTicks time of the first event, in ticks; orders the runs of a JVM
 * @param firstNanos the same time in nanoseconds since the epoch
 * @param opensFirst whether the first event is an opening
 * @param lastTicks time of the last event, in ticks
 * @param lastNanos the same time in nanoseconds since the epoch
 * @param instant the index of the first instant at or after all events
 * @param opensLast whether the last event is an opening
 * @param weight weight of the last opening
 * @param site number of the site of the last opening. {@link #NO_SITE} if the last event is a closing; also if the
 *     chunk has a later run before the next instant, unless the turnover by site is requested
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

    /** Number for a run without a site. */
    static final int NO_SITE = -1;
}
