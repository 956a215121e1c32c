package dev.customprofiles.replay;

import dev.customprofiles.tally.ProfileSite;
import dev.customprofiles.tally.SiteTable;

/** An object by its Add. */
record Added(long id, long timeNanos, long weight, long epoch, ProfileSite site) {

    /** The same object from the time on at which its value was collected. */
    Added asCollected(SiteTable sites) {
        return new Added(id, timeNanos, weight, epoch, sites.one(site.asCollected(true)));
    }
}
