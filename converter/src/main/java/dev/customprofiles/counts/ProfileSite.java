package dev.customprofiles.counts;

import dev.customprofiles.live.Frame;
import dev.customprofiles.live.Site;

/** A site and its profile, with a cached hash, because it is looked up for many objects. */
public final class ProfileSite {

    private final String profile;
    private final Site site;
    private final int hash;

    public ProfileSite(String profile, Site site) {
        this.profile = profile;
        this.site = site;
        this.hash = 31 * profile.hashCode() + site.hashCode();
    }

    public String profile() {
        return profile;
    }

    public Site site() {
        return site;
    }

    /** Returns this site without the thread, as snapshots have it. */
    public ProfileSite withoutThread() {
        return site.thread() == null ? this : new ProfileSite(profile, site.withoutThread());
    }

    /** Returns the site of objects of the same origin whose values were, or were not, collected. */
    public ProfileSite asCollected(boolean areCollected) {
        return site.collected() == areCollected ? this : new ProfileSite(profile, site.collected(areCollected));
    }

    /** Returns whether the stack is truncated. */
    public boolean isTruncated() {
        return site.frames().get(site.frames().size() - 1).equals(Frame.TRUNCATED);
    }

    @Override
    public boolean equals(Object other) {
        return this == other
                || (other instanceof ProfileSite that
                        && hash == that.hash
                        && profile.equals(that.profile)
                        && site.equals(that.site));
    }

    @Override
    public int hashCode() {
        return hash;
    }
}
