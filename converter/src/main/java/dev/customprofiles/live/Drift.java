package dev.customprofiles.live;

import java.util.List;

/**
 * Events that happened between two snapshots of a profile but are not in the recording: the snapshots count them, and
 * the replay does not come out where the later one does.
 *
 * @param fromNanos the earlier snapshot
 * @param toNanos the later one, which is right again
 * @param missingAdds how many Adds there were more than the recording has
 * @param missingRemoves how many Removes
 * @param missingCollected how many collections of values
 * @param sites the sites that the replay counted wrong, the worst first; may be fewer than the missing events explain,
 *     for a lost Add and its lost Remove cancel out
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
     * How a site came out.
     *
     * @param replayed how many live objects the replay had at the later snapshot
     * @param counted how many there were
     */
    public record SiteDrift(Site site, long replayed, long counted) {}

    /** Copies the list. */
    public Drift {
        sites = List.copyOf(sites);
    }
}
