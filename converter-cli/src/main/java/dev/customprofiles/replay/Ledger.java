package dev.customprofiles.replay;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * What the events of each epoch did to each site, to be held against the snapshots before and after. Objects that came
 * and went within an epoch are counted, but change no site.
 */
final class Ledger {

    /** The events of one profile that lie between two snapshots. */
    static final class Epoch {
        long adds;
        long removes;
        private final Map<ProfileSite, Long> changes = new HashMap<>();
        private final Map<Long, Long> changesBySite = new HashMap<>();

        void added(ProfileSite site) {
            changes.merge(site, 1L, Long::sum);
        }

        void removed(ProfileSite site) {
            changes.merge(site, -1L, Long::sum);
        }

        /** For an object that the snapshot before counted under this number. */
        void removed(long site) {
            changesBySite.merge(site, -1L, Long::sum);
        }

        private void addAll(Epoch other) {
            adds += other.adds;
            removes += other.removes;
            other.changes.forEach((site, change) -> changes.merge(site, change, Long::sum));
            other.changesBySite.forEach((site, change) -> changesBySite.merge(site, change, Long::sum));
        }
    }

    private final Map<String, TreeMap<Long, Epoch>> profiles = new HashMap<>();

    Epoch epoch(String profile, long epoch) {
        return profiles.computeIfAbsent(profile, absent -> new TreeMap<>())
                .computeIfAbsent(epoch, absent -> new Epoch());
    }

    /** Whether every Add and Remove before a snapshot is here. */
    boolean isComplete(Snapshot snapshot) {
        long[] before = before(snapshot);
        return before[0] == snapshot.added && before[1] == snapshot.removed;
    }

    /** By how much the events before a snapshot change what is live. */
    long changeBefore(Snapshot snapshot) {
        long[] before = before(snapshot);
        return before[0] - before[1];
    }

    /** How many Adds and how many Removes there are. */
    private long[] before(Snapshot snapshot) {
        long[] counts = new long[2];
        for (Epoch epoch : profiles.getOrDefault(snapshot.profile, new TreeMap<>())
                .headMap(snapshot.epoch)
                .values()) {
            counts[0] += epoch.adds;
            counts[1] += epoch.removes;
        }
        return counts;
    }

    void addAll(Ledger other) {
        other.profiles.forEach((profile, epochs) ->
                epochs.forEach((number, epoch) -> epoch(profile, number).addAll(epoch)));
    }

    /**
     * Holds the events between two snapshots of a profile against them.
     *
     * @param snapshots all of the profile's, by epoch
     * @return what is missing; null if nothing is
     */
    Drift check(TreeMap<Long, Snapshot> snapshots, Snapshot before, Snapshot after) {
        long missingAdds = after.added - before.added;
        long missingRemoves = after.removed - before.removed;
        Map<Long, Epoch> between =
                profiles.getOrDefault(before.profile, new TreeMap<>()).subMap(before.epoch, after.epoch);
        for (Epoch epoch : between.values()) {
            missingAdds -= epoch.adds;
            missingRemoves -= epoch.removes;
        }
        List<Drift.SiteDrift> sites = sites(snapshots, before, after);
        if (missingAdds == 0 && missingRemoves == 0 && sites.isEmpty()) {
            return null;
        }
        return new Drift(before.profile, before.timeNanos, after.timeNanos, missingAdds, missingRemoves, sites);
    }

    private List<Drift.SiteDrift> sites(TreeMap<Long, Snapshot> snapshots, Snapshot before, Snapshot after) {
        SiteComparison comparison = new SiteComparison(before, after);
        profiles.getOrDefault(before.profile, new TreeMap<>())
                .subMap(before.epoch, after.epoch)
                .forEach((number, epoch) -> {
                    epoch.changes.forEach(comparison::changed);
                    epoch.changesBySite.forEach(
                            (site, change) -> comparison.changed(Snapshot.row(snapshots, number, site), change));
                });
        return comparison.differences();
    }
}
