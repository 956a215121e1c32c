package dev.customprofiles.tally;

import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * The sites of a recording, each as one object whichever chunk it is met in, so that comparing sites, which is done for
 * many objects, is comparing identities. For any number of threads.
 */
public final class SiteTable {

    private final Map<ProfileSite, ProfileSite> sites = new ConcurrentHashMap<>();

    /** Those whose stack is one that JFR took. */
    private final Set<ProfileSite> added = ConcurrentHashMap.newKeySet();

    /** The one object that stands for all equal ones. */
    public ProfileSite one(ProfileSite site) {
        ProfileSite known = sites.putIfAbsent(site, site);
        return known == null ? site : known;
    }

    /** As {@link #one}, for the site of an Add. */
    public ProfileSite added(ProfileSite site) {
        ProfileSite one = one(site);
        added.add(one);
        return one;
    }

    /** The sites of all Adds that were looked at. */
    public Set<ProfileSite> added() {
        return added;
    }
}
