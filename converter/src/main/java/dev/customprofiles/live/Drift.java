package dev.customprofiles.live;

import java.util.List;

/**
 * Missing events between two snapshots of a profile, detected because the replay of the earlier snapshot does not
 * arrive at the counts of the later one.
 *
 * @param fromNanos the earlier snapshot
 * @param toNanos time of the later snapshot, whose counts are right
 * @param missingAdds the number of Adds that are not in the recording
 * @param missingRemoves the number of missing Removes
 * @param missingCollected the number of missing collections of values
 * @param sites the sites that the replay counted wrong, the worst first. A lost Add and its lost Remove cancel out, so
 *     the sites may account for fewer events than are missing
 * @since 0.1
 */
public record Drift(
        String profile,
        long fromNanos,
        long toNanos,
        long missingAdds,
        long missingRemoves,
        long missingCollected,
        List<SiteDrift> sites) {

    /**
     * The counts of one site.
     *
     * @param replayed the live objects at the later snapshot according to the replay
     * @param counted the live objects according to the snapshot
     * @since 0.1
     */
    public record SiteDrift(Site site, long replayed, long counted) {}

    /**
     * Copies the list.
     *
     * @param profile as in the record
     * @param fromNanos as in the record
     * @param toNanos as in the record
     * @param missingAdds as in the record
     * @param missingRemoves as in the record
     * @param missingCollected as in the record
     * @param sites as in the record
     */
    public Drift {
        sites = List.copyOf(sites);
    }
}
