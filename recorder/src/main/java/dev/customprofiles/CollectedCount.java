package dev.customprofiles;

/** The objects of one site whose values were collected. Guarded by the lock of {@link Profiles}. */
final class CollectedCount {

    /** Times are kept relative to this one, so that sums of them keep their precision. */
    private static final long ORIGIN = System.nanoTime();

    final Site site;

    long objects;
    long weight;

    /** The sum of the times of adding since {@link #ORIGIN}; millions of them do not fit into a long. */
    double sumAdded;

    final AddedTimes times = new AddedTimes();

    CollectedCount(Site site) {
        this.site = site;
    }

    static double sinceOrigin(long addedNanos) {
        return addedNanos - ORIGIN;
    }

    /** The sum of the objects' ages; one too large for a long stays at its end. */
    long totalAge(long now) {
        return Math.max(0, (long) ((double) objects * sinceOrigin(now) - sumAdded));
    }
}
