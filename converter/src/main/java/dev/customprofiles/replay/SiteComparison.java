package dev.customprofiles.replay;

import dev.customprofiles.live.Drift;
import dev.customprofiles.live.Frame;
import dev.customprofiles.live.Site;
import dev.customprofiles.tally.ProfileSite;
import dev.customprofiles.tally.SnapshotRow;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/**
 * Holds the sites of a snapshot, and what happened to them, against the sites of a later one. Where either does not tell
 * all sites apart (its stacks were switched off, or there were too many sites to write), those that cannot be compared
 * one by one are compared as one.
 */
final class SiteComparison {

    /** Stands for all sites that cannot be compared one by one. */
    private static final Site UNTOLD =
            new Site(List.of(Frame.of("", "[sites that a snapshot does not tell apart]", -1)), null, null, null);

    private static final Comparator<Drift.SiteDrift> WORST_FIRST = Comparator.comparingLong(
                    (Drift.SiteDrift site) -> Math.abs(site.replayed() - site.counted()))
            .reversed()
            .thenComparing(Drift.SiteDrift::site);

    private final String profile;
    private final Map<ProfileSite, Long> before;
    private final Map<ProfileSite, Long> after;
    private final Map<ProfileSite, Long> changes = new HashMap<>();
    private boolean changedSomewhere;

    SiteComparison(Snapshot before, Snapshot after) {
        this.profile = before.profile;
        this.before = counts(before);
        this.after = counts(after);
    }

    /** Takes what the events changed at a site. */
    void changed(ProfileSite site, long change) {
        changes.merge(site, change, Long::sum);
        changedSomewhere |= isUntold(site);
    }

    /** As {@link #changed(ProfileSite, long)}; a null row is of a snapshot that is not in the recording. */
    void changed(SnapshotRow row, long change) {
        changed(row == null ? new ProfileSite(profile, UNTOLD) : row.site(), change);
    }

    /** Takes how many objects of a row are counted as collected ones now. */
    void collected(SnapshotRow row, long change) {
        changed(row == null ? new ProfileSite(profile, UNTOLD) : row.site().asCollected(true), change);
    }

    /** The sites that came out wrong, the worst first. */
    List<Drift.SiteDrift> differences() {
        Set<ProfileSite> all = new HashSet<>(before.keySet());
        all.addAll(changes.keySet());
        all.addAll(after.keySet());
        boolean allTold = all.stream().noneMatch(SiteComparison::isUntold);
        Map<ProfileSite, ProfileSite> shortened = new TruncatedStacks(all).shortened();
        Set<ProfileSite> inBoth = shorten(before.keySet(), shortened);
        inBoth.retainAll(shorten(after.keySet(), shortened));
        Map<Site, long[]> sums = new TreeMap<>();
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

    /** Whether it may stand for several sites. A stack that was skipped whole is one like any other. */
    private static boolean isUntold(ProfileSite site) {
        Frame leaf = site.site().frames().get(0);
        return leaf.isPseudo() && !leaf.equals(Frame.SKIPPED) && !leaf.equals(Frame.TRUNCATED)
                || site.site().frames().contains(Frame.LOST);
    }

    private static Map<ProfileSite, Long> counts(Snapshot snapshot) {
        Map<ProfileSite, Long> counts = new HashMap<>();
        snapshot.allRows().forEach(row -> counts.merge(row.site(), row.count(), Long::sum));
        return counts;
    }
}
