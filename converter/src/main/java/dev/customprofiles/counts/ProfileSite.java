package dev.customprofiles.counts;

import dev.customprofiles.live.Frame;
import dev.customprofiles.live.Site;

/** A site of one of the profiles in a recording, with a hash that is computed once: it is looked up for many objects. */
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

    /** The same site for whichever thread, which is what snapshots know. */
    public ProfileSite withoutThread() {
        return site.thread() == null ? this : new ProfileSite(profile, site.withoutThread());
    }

    /** The site of the objects of the same origin whose value was, or was not, collected. */
    public ProfileSite asCollected(boolean areCollected) {
        return site.collected() == areCollected ? this : new ProfileSite(profile, site.collected(areCollected));
    }

    /** Whether the stack was deeper than is known. */
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
