package dev.customprofiles;

/** One row of a snapshot. */
final class SiteCount {

    final Site site;

    /** All live objects, the collected ones included. */
    final LiveCount live = new LiveCount();

    final LiveCount collected = new LiveCount();

    SiteCount(Site site) {
        this.site = site;
    }

    void add(SiteCount other) {
        live.add(other.live);
        collected.add(other.collected);
    }
}
