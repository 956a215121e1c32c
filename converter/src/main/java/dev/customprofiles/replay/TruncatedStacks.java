package dev.customprofiles.replay;

import dev.customprofiles.counts.ProfileSite;
import dev.customprofiles.live.Site;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/**
 * Merges sites that may be the same although their stacks were truncated at different depths. JFR keeps
 * {@code stackdepth} frames, including those that the JVM hides; the recorder keeps all frames of a {@link Throwable},
 * without hidden ones. So a stack that JFR truncated may be the beginning of the stack that a snapshot has for the same
 * site, or of several such stacks. The recording does not tell which one, not even if only one is known.
 */
final class TruncatedStacks {

    private TruncatedStacks() {}

    /**
     * Maps the sites whose stack begins with a truncated one to the site with the shortest such stack, which is the
     * part known of all objects there.
     *
     * @param truncated the sites with a truncated stack
     */
    static Map<ProfileSite, ProfileSite> cut(Collection<ProfileSite> sites, Set<ProfileSite> truncated) {
        Map<ProfileSite, ProfileSite> beginnings = new HashMap<>();
        TreeSet<Integer> depths = new TreeSet<>();
        for (ProfileSite site : truncated) {
            if (depth(site) > 0) {
                beginnings.put(beginning(site, depth(site)), site);
                depths.add(depth(site));
            }
        }
        Map<ProfileSite, ProfileSite> cut = new HashMap<>();
        if (beginnings.isEmpty()) {
            return cut;
        }
        for (ProfileSite site : sites) {
            ProfileSite known = beginningOf(site, depths, beginnings);
            if (known != null && !known.equals(site.asCollected(false))) {
                cut.put(site, known.asCollected(site.site().collected()));
            }
        }
        return cut;
    }

    private static ProfileSite beginningOf(
            ProfileSite site, TreeSet<Integer> depths, Map<ProfileSite, ProfileSite> beginnings) {
        for (int depth : depths.headSet(depth(site), true)) {
            ProfileSite known = beginnings.get(beginning(site, depth));
            if (known != null) {
                return known;
            }
        }
        return null;
    }

    /** Returns the site of the first frames, regardless of collection. */
    private static ProfileSite beginning(ProfileSite site, int depth) {
        Site whole = site.site();
        return new ProfileSite(
                site.profile(),
                new Site(whole.frames().subList(0, depth), whole.label(), whole.objectClass(), whole.thread()));
    }

    /** Returns whether the stack of one of the sites is truncated and is the beginning of the other's. */
    static boolean mayBeOne(ProfileSite one, ProfileSite other) {
        return one.isTruncated() && begins(one, other) || other.isTruncated() && begins(other, one);
    }

    private static boolean begins(ProfileSite site, ProfileSite longer) {
        int depth = depth(site);
        return depth <= depth(longer)
                && site.site().collected() == longer.site().collected()
                && beginning(site, depth).equals(beginning(longer, depth));
    }

    private static int depth(ProfileSite site) {
        return site.site().frames().size() - (site.isTruncated() ? 1 : 0);
    }
}
