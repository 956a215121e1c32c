package dev.customprofiles.holders;

import java.util.List;
import java.util.function.Predicate;

/**
 * What a heap dump says about the recorded objects.
 *
 * @param sites the sites of all profiles, by profile, the one with the most objects first
 * @param takenMillis when the dump was taken, in milliseconds since the epoch
 * @param withoutStack how many objects have no site, because their stack was not read before the dump
 */
public record Holders(List<HeldSite> sites, long takenMillis, long withoutStack) {

    /** Copies the list. */
    public Holders {
        sites = List.copyOf(sites);
    }

    /** Returns the part that belongs to some sites. */
    public Holders where(Predicate<HeldSite> chosen) {
        return new Holders(sites.stream().filter(chosen).toList(), takenMillis, withoutStack);
    }

    /** Returns the names of the profiles, sorted. */
    public List<String> profiles() {
        return sites.stream().map(HeldSite::profile).distinct().sorted().toList();
    }
}
