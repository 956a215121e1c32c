package dev.customprofiles.replay;

import dev.customprofiles.live.Frame;
import dev.customprofiles.live.Site;
import dev.customprofiles.tally.ProfileSite;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/**
 * Sites that may be one although their stacks were cut at different depths. JFR keeps as many frames as its {@code stackdepth}
 * says, those that the JVM hides included; the recorder keeps all that the JVM gives a {@link Throwable}, without hidden ones. So
 * a stack that JFR cut may be the beginning of the one that a snapshot has for the same site, or of several: which of them it is,
 * the recording does not tell, not even where only one is known.
 */
final class TruncatedStacks {

    private static final Comparator<ProfileSite> BY_KIND = Comparator.comparing(ProfileSite::profile)
            .thenComparing(site -> site.site().label(), Comparator.nullsFirst(Comparator.naturalOrder()))
            .thenComparing(site -> site.site().objectClass(), Comparator.nullsFirst(Comparator.naturalOrder()))
            .thenComparing(site -> site.site().thread(), Comparator.nullsFirst(Comparator.naturalOrder()))
            .thenComparing(site -> site.site().collected());

    /** A stack stands before those that begin with it. */
    private static final Comparator<ProfileSite> ORDER =
            BY_KIND.thenComparing(TruncatedStacks::compareStacks).thenComparing(site -> !isTruncated(site));

    private final List<ProfileSite> sorted;

    TruncatedStacks(Collection<ProfileSite> sites) {
        sorted = new ArrayList<>(sites);
        sorted.sort(ORDER);
    }

    /**
     * The sites that begin with the stack of an Add which JFR cut, each with the shortest such: so much of the stack is known of
     * all objects there.
     *
     * @param added the sites of the Adds
     */
    static Map<ProfileSite, ProfileSite> cut(Collection<ProfileSite> sites, Set<ProfileSite> added) {
        Map<ProfileSite, ProfileSite> beginnings = new HashMap<>();
        TreeSet<Integer> depths = new TreeSet<>();
        for (ProfileSite site : added) {
            if (isTruncated(site) && depth(site) > 0) {
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

    /** The site as its first frames tell it, whether its objects were collected or not. */
    private static ProfileSite beginning(ProfileSite site, int depth) {
        Site whole = site.site();
        return new ProfileSite(
                site.profile(),
                new Site(whole.frames().subList(0, depth), whole.label(), whole.objectClass(), whole.thread()));
    }

    /** Whether the stack of one of them was cut and is the beginning of the other's. */
    static boolean mayBeOne(ProfileSite one, ProfileSite other) {
        return isTruncated(one) && begins(one, other) || isTruncated(other) && begins(other, one);
    }

    /** The sites that a truncated one begins, each with the shortest such: what of them can be compared for certain. */
    Map<ProfileSite, ProfileSite> shortened() {
        Map<ProfileSite, ProfileSite> shortened = new HashMap<>();
        ProfileSite shortest = null;
        for (ProfileSite site : sorted) {
            if (shortest != null && begins(shortest, site)) {
                shortened.put(site, shortest);
            } else {
                shortest = isTruncated(site) ? site : null;
            }
        }
        return shortened;
    }

    private static boolean begins(ProfileSite site, ProfileSite longer) {
        int depth = depth(site);
        return depth <= depth(longer)
                && BY_KIND.compare(site, longer) == 0
                && longer.site()
                        .frames()
                        .subList(0, depth)
                        .equals(site.site().frames().subList(0, depth));
    }

    private static int compareStacks(ProfileSite one, ProfileSite other) {
        int shared = Math.min(depth(one), depth(other));
        for (int i = 0; i < shared; i++) {
            int byFrame =
                    one.site().frames().get(i).compareTo(other.site().frames().get(i));
            if (byFrame != 0) {
                return byFrame;
            }
        }
        return Integer.compare(depth(one), depth(other));
    }

    private static int depth(ProfileSite site) {
        return site.site().frames().size() - (isTruncated(site) ? 1 : 0);
    }

    private static boolean isTruncated(ProfileSite site) {
        List<Frame> frames = site.site().frames();
        return frames.get(frames.size() - 1).equals(Frame.TRUNCATED);
    }
}
