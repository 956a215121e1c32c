package dev.customprofiles.replay;

import java.util.HashMap;
import java.util.Map;
import java.util.TreeMap;

/**
 * What the events of each epoch did to each site, to be held against the snapshots before and after. Objects that came
 * and went within an epoch are counted, but change no site.
 */
final class EpochCounts {

    /** The events of one profile that lie between two snapshots. */
    static final class Epoch {
        long adds;
        long removes;

        /** Objects whose value was collected, and how many of them left their profile with that. */
        long collected;

        long dropped;

        /** By how much the events change how many of the objects that were chosen are live. */
        long chosenChange;

        /** By the number of the site. */
        final SiteChanges changes = new SiteChanges();

        /** Objects that the snapshot before counted, by the id that it has for their site. */
        final SiteChanges changesById = new SiteChanges();

        /** Objects that stay live as collected ones, by the id that the snapshot before has for their site. */
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

    /** By profile, and by the number of the epoch. */
    Map<String, TreeMap<Long, Epoch>> profiles() {
        return profiles;
    }
}
