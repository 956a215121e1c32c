package dev.customprofiles.replay;

import dev.customprofiles.counts.ProfileSite;
import dev.customprofiles.counts.SiteTable;
import dev.customprofiles.live.Drift;
import dev.customprofiles.live.Frame;
import dev.customprofiles.live.Site;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Finds the sites of a snapshot that differ from the previous snapshot plus the events since. If one side does not
 * distinguish all sites (stacks were off, or there were too many sites to write), sites that cannot be compared one by
 * one are compared in total. Used only in the rare case of a difference.
 */
final class SiteComparison {

    /** Stands for the total of the sites that cannot be compared one by one. */
    static final Site UNTOLD =
            new Site(List.of(Frame.of("", "[sites that a snapshot does not tell apart]", -1)), null, null, null);

    private static final Comparator<Drift.SiteDrift> WORST_FIRST = Comparator.comparingLong(
                    (Drift.SiteDrift site) -> Math.abs(site.replayed() - site.counted()))
            .reversed()
            .thenComparing(Drift.SiteDrift::site);

    private final Map<ProfileSite, Long> before;
    private final Map<ProfileSite, Long> after;
    private final Map<ProfileSite, Long> changes = new HashMap<>();
    private boolean changedSomewhere;

    /** @param changed the changes by the events between the two, by number of the site */
    SiteComparison(SiteTable sites, Snapshot before, Snapshot after, SiteChanges changed) {
        this.before = counts(sites, before);
        this.after = counts(sites, after);
        changed.forEach((site, change) -> {
            ProfileSite changedSite = sites.site((int) site);
            changes.put(changedSite, change);
            changedSomewhere |= isUntold(changedSite);
        });
    }

    /** Returns the sites that differ, the worst first. */
    List<Drift.SiteDrift> differences() {
        Set<ProfileSite> all = new HashSet<>(before.keySet());
        all.addAll(changes.keySet());
        all.addAll(after.keySet());
        boolean allTold = all.stream().noneMatch(SiteComparison::isUntold);
        Map<ProfileSite, ProfileSite> shortened = TruncatedStacks.cut(
                all, all.stream().filter(ProfileSite::isTruncated).collect(Collectors.toSet()));
        Set<ProfileSite> inBoth = shorten(before.keySet(), shortened);
        inBoth.retainAll(shorten(after.keySet(), shortened));
        Map<Site, long[]> sums = new HashMap<>();
        for (ProfileSite site : all) {
            ProfileSite known = shortened.getOrDefault(site, site);
            boolean comparable = allTold || (!changedSomewhere && !isUntold(known) && inBoth.contains(known));
            long[] sum = sums.computeIfAbsent(comparable ? known.site() : UNTOLD, absent -> new long[2]);
            sum[0] += before.getOrDefault(site, 0L) + changes.getOrDefault(site, 0L);
            sum[1] += after.getOrDefault(site, 0L);
        }
        List<Drift.SiteDrift> differences = new ArrayList<>();
        sums.forEach((site, sum) -> {
            if (sum[0] != sum[1]) {
                differences.add(new Drift.SiteDrift(site, sum[0], sum[1]));
            }
        });
        differences.sort(WORST_FIRST);
        return differences;
    }

    private static Set<ProfileSite> shorten(Set<ProfileSite> sites, Map<ProfileSite, ProfileSite> shortened) {
        Set<ProfileSite> shorter = new HashSet<>();
        sites.forEach(site -> shorter.add(shortened.getOrDefault(site, site)));
        return shorter;
    }

    /**
     * Returns whether a site may stand for several sites. A stack that was skipped completely is a site like any other.
     */
    private static boolean isUntold(ProfileSite site) {
        Frame leaf = site.site().frames().get(0);
        return leaf.isPseudo() && !leaf.equals(Frame.SKIPPED) && !leaf.equals(Frame.TRUNCATED)
                || site.site().frames().contains(Frame.LOST);
    }

    private static Map<ProfileSite, Long> counts(SiteTable sites, Snapshot snapshot) {
        Map<ProfileSite, Long> counts = new HashMap<>();
        snapshot.allRows().forEach(row -> counts.merge(sites.site(row.site()), row.count(), Long::sum));
        return counts;
    }
}
