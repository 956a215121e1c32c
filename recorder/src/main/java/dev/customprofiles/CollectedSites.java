package dev.customprofiles;

import java.util.HashMap;
import java.util.Map;

/** Counts, by site, the objects of one profile whose values were collected. Guarded by the lock of {@link Profiles}. */
final class CollectedSites {

    /** Limit on the sites of all profiles together. Objects of further sites share one count per profile. */
    static final int MOST = 4096;

    private static int allSites;

    private final Map<Site, CollectedCount> counts = new HashMap<>();

    /** Returns the count for objects of a site; the profile's shared overflow count if there are too many sites. */
    CollectedCount of(Site site) {
        CollectedCount known = counts.get(site);
        if (known != null) {
            return known;
        }
        if (allSites < MOST) {
            CollectedCount count = new CollectedCount(Sites.acquire(site));
            counts.put(count.site, count);
            allSites++;
            return count;
        }
        Site others = Site.overflow(site.profile);
        CollectedCount rest = counts.get(others);
        if (rest == null) {
            rest = new CollectedCount(Sites.acquire(others));
            counts.put(rest.site, rest);
        }
        return rest;
    }

    void cut(Cut cut) {
        for (CollectedCount count : counts.values()) {
            if (count.objects > 0) {
                cut.countCollected(count);
            }
        }
    }
}
