package dev.customprofiles;

/** The objects of one site whose values were collected. Guarded by the lock of {@link Profiles}. */
final class CollectedCount {

    /** Times are relative to this one, so that their sums keep precision. */
    private static final long ORIGIN = System.nanoTime();

    final Site site;

    long objects;
    long weight;

    /**
     * Sum of the times of adding, relative to {@link #ORIGIN}. A double, because the sum of millions overflows a long.
     */
    double sumAdded;

    final AddedTimes times = new AddedTimes();

    CollectedCount(Site site) {
        this.site = site;
    }

    static double sinceOrigin(long addedNanos) {
        return addedNanos - ORIGIN;
    }

    /** Sum of the objects' ages, saturating at {@link Long#MAX_VALUE}. */
    long totalAge(long now) {
        return Math.max(0, (long) ((double) objects * sinceOrigin(now) - sumAdded));
    }
}
