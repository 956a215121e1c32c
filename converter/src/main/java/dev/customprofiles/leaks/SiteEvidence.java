package dev.customprofiles.leaks;

import dev.customprofiles.live.Site;
import dev.customprofiles.live.SiteTimeline;
import dev.customprofiles.live.SiteTurnover;

/** What is known of some sites that are looked at as one. */
final class SiteEvidence {

    /** The reachable objects at each instant. */
    final double[] levels;

    /** The collected ones. */
    final double[] collected;

    private SiteTurnover turnover;
    private Site largest;
    private long largestLive = -1;

    SiteEvidence(int instants) {
        levels = new double[instants];
        collected = new double[instants];
    }

    /** Takes what came and went of one more site. */
    void add(SiteTurnover site) {
        turnover = turnover == null ? site : turnover.plus(site, turnover.site());
        see(site.site(), site.ages().count());
    }

    /** Takes what was live of one more site. */
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

    /** Null if only live objects are known. */
    SiteTurnover turnover() {
        return turnover;
    }

    /** The one with most live objects. */
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
