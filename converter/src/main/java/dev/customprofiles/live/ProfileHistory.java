package dev.customprofiles.live;

import java.util.function.Predicate;

/**
 * What a recording says of one profile.
 *
 * @param span from the first event of the profile to the end of the recording: the instants that can be answered
 * @param live the live set at the instant that was asked for
 * @param weak whether objects leave the profile when their value is garbage collected
 * @param added how many objects were added in the whole recording, whatever the instant
 * @param removed how many were removed by the application
 * @param collected how many values the garbage collector took before they were removed
 * @param orphans how many removals there were of objects whose adding the recording does not have
 * @param peak when most objects were live in the whole recording; null where that was not asked for, with {@link
 *     Question#withPeak}, or cannot be told: of several JVMs, or of a pair of events
 */
public record ProfileHistory(
        String name,
        Span span,
        LiveSet live,
        boolean weak,
        long added,
        long removed,
        long collected,
        long orphans,
        Peak peak) {

    /**
     * The part of the sites that pass. Of orphans nobody knows the site; all of them stay.
     *
     * @param turnover what came and went of these sites; null, where it is not known, leaves it as 0
     */
    public ProfileHistory where(Predicate<Site> sites, Turnover turnover) {
        return new ProfileHistory(
                name,
                span,
                live.where(sites),
                weak,
                turnover == null ? 0 : turnover.added(),
                turnover == null ? 0 : turnover.removed(),
                turnover == null ? 0 : turnover.collected(),
                orphans,
                turnover == null ? null : turnover.peak());
    }
}
