package dev.customprofiles;

import java.util.HashMap;
import java.util.Map;

/**
 * The objects of one profile whose values were collected, by site: a count for each, however many there are. Guarded by the
 * lock of {@link Profiles}.
 */
final class CollectedSites {

    /** How many sites there may be in all profiles together; objects of further ones share one count for each profile. */
    static final int MOST = 4096;

    private static int allSites;

    private final Map<Site, CollectedCount> counts = new HashMap<>();

    /** The count that an object of a site belongs to. */
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
