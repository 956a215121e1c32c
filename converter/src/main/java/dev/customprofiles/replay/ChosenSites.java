package dev.customprofiles.replay;

import dev.customprofiles.counts.ProfileSite;
import dev.customprofiles.counts.SiteTable;
import dev.customprofiles.live.Site;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Predicate;

/** The sites that a question is about. Thread-safe. */
final class ChosenSites {

    private final SiteTable sites;
    private final Predicate<Site> wanted;

    /** Sites that are counted as a site with a shorter stack: see {@link TruncatedStacks#cut}. */
    private final Map<ProfileSite, ProfileSite> cut;

    private final Map<Integer, Boolean> known = new ConcurrentHashMap<>();

    /** @param wanted null for all sites */
    ChosenSites(SiteTable sites, Predicate<Site> wanted, Map<ProfileSite, ProfileSite> cut) {
        this.sites = sites;
        this.wanted = wanted;
        this.cut = cut;
    }

    /** Returns whether all sites are chosen, so that they need not be checked. */
    boolean areAll() {
        return wanted == null;
    }

    /** Returns whether a site is chosen, by number. */
    boolean has(int number) {
        return wanted == null
                || known.computeIfAbsent(number, absent -> {
                    ProfileSite site = sites.site(absent);
                    return wanted.test(cut.getOrDefault(site, site).site());
                });
    }

    /** Returns whether shortening stacks changes whether any site is chosen. */
    boolean areChangedBy(Map<ProfileSite, ProfileSite> shorter) {
        return wanted != null
                && shorter.entrySet().stream()
                        .anyMatch(site -> has(sites.number(site.getKey()))
                                != wanted.test(site.getValue().site()));
    }
}
