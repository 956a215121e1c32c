package dev.customprofiles.leaks;

import dev.customprofiles.live.Site;
import dev.customprofiles.live.SiteTimeline;
import dev.customprofiles.live.SiteTurnover;

/** The combined data of sites that are judged as one. */
final class SiteEvidence {

    /** Number of reachable objects at each instant. */
    final double[] levels;

    /** Number of collected objects at each instant. */
    final double[] collected;

    private SiteTurnover turnover;
    private Site largest;
    private long largestLive = -1;

    SiteEvidence(int instants) {
        levels = new double[instants];
        collected = new double[instants];
    }

    /** Adds the turnover of another site. */
    void add(SiteTurnover site) {
        turnover = turnover == null ? site : turnover.plus(site, turnover.site());
        see(site.site(), site.ages().count());
    }

    /** Adds the live objects of another site. */
    void add(SiteTimeline site) {
        double[] counts = site.site().collected() ? collected : levels;
        for (int i = 0; i < site.levels().size(); i++) {
            SiteTimeline.Level level = site.levels().get(i);
            int end = i + 1 == site.levels().size()
                    ? counts.length
                    : site.levels().get(i + 1).instant();
            for (int instant = level.instant(); instant < end; instant++) {
                counts[instant] += Math.max(0, level.count());
            }
        }
        see(site.site().collected(false), site.at(counts.length - 1).count());
    }

    private void see(Site site, long live) {
        if (live > largestLive) {
            largest = site;
            largestLive = live;
        }
    }

    /** Returns the sum of the turnovers; null if only live objects are known. */
    SiteTurnover turnover() {
        return turnover;
    }

    /** Returns the site with the most live objects. */
    Site site() {
        return largest;
    }

    long collectedLive() {
        return Math.round(collected[collected.length - 1]);
    }

    long live() {
        return Math.round(levels[levels.length - 1]) + collectedLive();
    }
}
