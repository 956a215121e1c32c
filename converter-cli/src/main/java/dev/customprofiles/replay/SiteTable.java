package dev.customprofiles.replay;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * The sites of a recording, each as one object whichever chunk it is met in, so that comparing sites, which is done for
 * many objects, is comparing identities. For any number of threads.
 */
final class SiteTable {

    private final Map<ProfileSite, ProfileSite> sites = new ConcurrentHashMap<>();

    /** The one object that stands for all equal ones. */
    ProfileSite one(ProfileSite site) {
        ProfileSite known = sites.putIfAbsent(site, site);
        return known == null ? site : known;
    }
}
