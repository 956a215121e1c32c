package dev.customprofiles.replay;

import java.util.HashMap;
import java.util.Map;
import java.util.TreeMap;

/**
 * The changes of each site by epoch, for comparison with the snapshots before and after. Objects added and removed
 * within an epoch are counted, but change no site.
 */
final class EpochCounts {

    /** The events of a profile between two snapshots. */
    static final class Epoch {
        long adds;
        long removes;

        /** Number of objects whose value was collected, and how many of them left their profile. */
        long collected;

        long dropped;

        /** Change of the number of live objects among the chosen ones. */
        long chosenChange;

        /** Changes by number of the site. */
        final SiteChanges changes = new SiteChanges();

        /** Changes of objects that the previous snapshot counted, by its id of their site. */
        final SiteChanges changesById = new SiteChanges();

        /** Objects that stay live as collected ones, by the previous snapshot's id of their site. */
        final SiteChanges collectedById = new SiteChanges();

        void addCounts(Epoch other) {
            adds += other.adds;
            removes += other.removes;
            collected += other.collected;
            dropped += other.dropped;
            chosenChange += other.chosenChange;
        }

        void addAll(Epoch other) {
            addCounts(other);
            changes.addAll(other.changes);
            changesById.addAll(other.changesById);
            collectedById.addAll(other.collectedById);
        }
    }

    private final Map<String, TreeMap<Long, Epoch>> profiles = new HashMap<>();

    Epoch epoch(String profile, long epoch) {
        return profiles.computeIfAbsent(profile, absent -> new TreeMap<>())
                .computeIfAbsent(epoch, absent -> new Epoch());
    }

    /** Returns the epochs by profile and by number. */
    Map<String, TreeMap<Long, Epoch>> profiles() {
        return profiles;
    }
}
