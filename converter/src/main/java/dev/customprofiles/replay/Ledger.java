package dev.customprofiles.replay;

import dev.customprofiles.live.Drift;
import dev.customprofiles.tally.ProfileSite;
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

        /** Objects whose value was collected, and how many of them left their profile with that. */
        long collected;

        long dropped;
        private final Map<ProfileSite, Long> changes = new HashMap<>();
        private final Map<Long, Long> changesBySite = new HashMap<>();
        private final Map<Long, Long> collectedBySite = new HashMap<>();

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

        /** For an object that stays live as a collected one, of the site that the snapshot before has under this number. */
        void collected(long site) {
            collectedBySite.merge(site, 1L, Long::sum);
        }

        private void addAll(Epoch other) {
            adds += other.adds;
            removes += other.removes;
            collected += other.collected;
            dropped += other.dropped;
            other.changes.forEach((site, change) -> changes.merge(site, change, Long::sum));
            other.changesBySite.forEach((site, change) -> changesBySite.merge(site, change, Long::sum));
            other.collectedBySite.forEach((site, change) -> collectedBySite.merge(site, change, Long::sum));
        }
    }

    private final Map<String, TreeMap<Long, Epoch>> profiles = new HashMap<>();

    Epoch epoch(String profile, long epoch) {
        return profiles.computeIfAbsent(profile, absent -> new TreeMap<>())
                .computeIfAbsent(epoch, absent -> new Epoch());
    }

    /** Whether every event before a snapshot is here. */
    boolean isComplete(Snapshot snapshot) {
        Epoch before = before(snapshot);
        return before.adds == snapshot.added
                && before.removes == snapshot.removed
                && before.collected == snapshot.collected;
    }

    /** By how much the events before a snapshot change what is live. */
    long changeBefore(Snapshot snapshot) {
        Epoch before = before(snapshot);
        return before.adds - before.removes - before.dropped;
    }

    /** The counts of all events. */
    private Epoch before(Snapshot snapshot) {
        Epoch counts = new Epoch();
        for (Epoch epoch : profiles.getOrDefault(snapshot.profile, new TreeMap<>())
                .headMap(snapshot.epoch)
                .values()) {
            counts.adds += epoch.adds;
            counts.removes += epoch.removes;
            counts.collected += epoch.collected;
            counts.dropped += epoch.dropped;
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
        long missingCollected = after.collected - before.collected;
        Map<Long, Epoch> between =
                profiles.getOrDefault(before.profile, new TreeMap<>()).subMap(before.epoch, after.epoch);
        for (Epoch epoch : between.values()) {
            missingAdds -= epoch.adds;
            missingRemoves -= epoch.removes;
            missingCollected -= epoch.collected;
        }
        List<Drift.SiteDrift> sites = sites(snapshots, before, after);
        if (missingAdds == 0 && missingRemoves == 0 && missingCollected == 0 && sites.isEmpty()) {
            return null;
        }
        return new Drift(
                before.profile,
                before.timeNanos,
                after.timeNanos,
                missingAdds,
                missingRemoves,
                missingCollected,
                sites);
    }

    private List<Drift.SiteDrift> sites(TreeMap<Long, Snapshot> snapshots, Snapshot before, Snapshot after) {
        SiteComparison comparison = new SiteComparison(before, after);
        profiles.getOrDefault(before.profile, new TreeMap<>())
                .subMap(before.epoch, after.epoch)
                .forEach((number, epoch) -> {
                    epoch.changes.forEach(comparison::changed);
                    epoch.changesBySite.forEach(
                            (site, change) -> comparison.changed(Snapshot.row(snapshots, number, site), change));
                    epoch.collectedBySite.forEach(
                            (site, change) -> comparison.collected(Snapshot.row(snapshots, number, site), change));
                });
        return comparison.differences();
    }
}
