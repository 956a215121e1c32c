package dev.customprofiles;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/** Counts one profile's objects by site for a snapshot. */
final class Cut {

    /** The sites that have objects; each has them in {@link Site#counted}. */
    final List<Site> sites = new ArrayList<>();

    private final Profile profile;
    private final long now = System.nanoTime();
    private final List<LiveObject> unresolved = new ArrayList<>();
    private final List<Object> whereabouts = new ArrayList<>();

    Cut(Profile profile) {
        this.profile = profile;
    }

    /** Counts an object of a site. The object may be younger than the look at the clock. */
    void count(Site site, long weight, long addedNanos) {
        if (site.counted.objects == 0) {
            sites.add(site);
        }
        site.counted.add(weight, Math.max(0, now - addedNanos));
    }

    /** Counts an object. Called with the stripe's lock held, so a stack that nobody has read yet is left for later. */
    void count(LiveObject object) {
        Object where = object.where();
        if (where instanceof Site site) {
            count(site, object.weight, object.addedNanos);
        } else {
            unresolved.add(object);
            whereabouts.add(where);
        }
    }

    void countUnresolved() {
        Map<Site, List<LiveObject>> bySite = new HashMap<>();
        List<LiveObject> sameSite = List.of();
        for (int i = 0; i < unresolved.size(); i++) {
            LiveObject object = unresolved.get(i);
            // Without stacks there may be a million of them, but most are like the one before.
            if (i == 0 || !isLike(i - 1, i)) {
                Site site = Sites.site(profile, whereabouts.get(i), object.label);
                sameSite = bySite.computeIfAbsent(site, absent -> new ArrayList<>());
            }
            sameSite.add(object);
        }
        bySite.forEach((site, objects) -> {
            Site shared = Sites.acquire(site, objects.size());
            for (LiveObject object : objects) {
                // One that has left since counts all the same, under the site that its removal names.
                if (!object.resolveTo(shared)) {
                    Sites.release(shared);
                }
                count(shared, object.weight, object.addedNanos);
            }
        });
    }

    private boolean isLike(int one, int other) {
        return Objects.equals(whereabouts.get(one), whereabouts.get(other))
                && Objects.equals(unresolved.get(one).label, unresolved.get(other).label);
    }
}
