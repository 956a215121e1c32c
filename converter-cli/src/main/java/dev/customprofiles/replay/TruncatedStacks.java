package dev.customprofiles.replay;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Sites that are one although their stacks were cut at different depths. JFR counts the frames that the JVM hides,
 * those of lambdas say, within its 64; the recorder, which takes its stacks another way, never sees them. So a stack
 * that JFR cut may be the beginning of the one that a snapshot has for the same site.
 */
final class TruncatedStacks {

    private static final Comparator<ProfileSite> BY_KIND = Comparator.comparing(ProfileSite::profile)
            .thenComparing(site -> site.site().label(), Comparator.nullsFirst(Comparator.naturalOrder()))
            .thenComparing(site -> site.site().objectClass(), Comparator.nullsFirst(Comparator.naturalOrder()))
            .thenComparing(site -> site.site().thread(), Comparator.nullsFirst(Comparator.naturalOrder()));

    /** A stack stands before those that begin with it. */
    private static final Comparator<ProfileSite> ORDER =
            BY_KIND.thenComparing(TruncatedStacks::compareStacks).thenComparing(site -> !isTruncated(site));

    private final List<ProfileSite> sorted;

    TruncatedStacks(Collection<ProfileSite> sites) {
        sorted = new ArrayList<>(sites);
        sorted.sort(ORDER);
    }

    /** The truncated sites that begin exactly one other site, each with that one: the same site, kept whole. */
    Map<ProfileSite, ProfileSite> completed() {
        Map<ProfileSite, ProfileSite> completed = new HashMap<>();
        for (int i = 0; i + 1 < sorted.size(); i++) {
            boolean one = isTruncated(sorted.get(i)) && begins(sorted.get(i), sorted.get(i + 1));
            if (one && (i + 2 == sorted.size() || !begins(sorted.get(i), sorted.get(i + 2)))) {
                completed.put(sorted.get(i), sorted.get(i + 1));
            }
        }
        return completed;
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
