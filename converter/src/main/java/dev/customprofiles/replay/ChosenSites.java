package dev.customprofiles.replay;

import dev.customprofiles.counts.ProfileSite;
import dev.customprofiles.counts.SiteTable;
import dev.customprofiles.live.Site;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Predicate;

/** Which sites a question is about. For any number of threads. */
final class ChosenSites {

    private final SiteTable sites;
    private final Predicate<Site> wanted;

    /** Sites that are counted under a shorter one: see {@link TruncatedStacks#cut}. */
    private final Map<ProfileSite, ProfileSite> cut;

    private final Map<Integer, Boolean> known = new ConcurrentHashMap<>();

    /** @param wanted null for all sites */
    ChosenSites(SiteTable sites, Predicate<Site> wanted, Map<ProfileSite, ProfileSite> cut) {
        this.sites = sites;
        this.wanted = wanted;
        this.cut = cut;
    }

    /** Whether that is every site, so that it need not be looked at. */
    boolean areAll() {
        return wanted == null;
    }

    /** Whether a site is one of them, by its number. */
    boolean has(int number) {
        return wanted == null
                || known.computeIfAbsent(number, absent -> {
                    ProfileSite site = sites.site(absent);
                    return wanted.test(cut.getOrDefault(site, site).site());
                });
    }

    /** Whether any site is, or is not, one of them when less of its stack is known. */
    boolean areChangedBy(Map<ProfileSite, ProfileSite> shorter) {
        return wanted != null
                && shorter.entrySet().stream()
                        .anyMatch(site -> has(sites.number(site.getKey()))
                                != wanted.test(site.getValue().site()));
    }
}
