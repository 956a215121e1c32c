package dev.customprofiles.holders;

import dev.customprofiles.live.SaturatingMath;
import dev.customprofiles.live.Site;
import java.util.List;

/**
 * The live objects of one call site, by how they are held.
 *
 * @param profile the name of the profile
 * @param unit the unit of the weights; null if the profile has none
 * @param site the stack, without label and class, which are with the groups
 * @param groups the largest first; never empty
 */
public record HeldSite(String profile, String unit, Site site, List<HolderGroup> groups) {

    /** Copies the list. */
    public HeldSite {
        groups = List.copyOf(groups);
    }

    /** Returns the number of live objects, collected ones included. */
    public long objects() {
        return groups.stream().mapToLong(HolderGroup::objects).sum();
    }

    /** Returns the sum of what the groups retain. What several of them reach is not part of it. */
    public long retainedBytes() {
        return groups.stream().mapToLong(HolderGroup::retainedBytes).reduce(0, SaturatingMath::add);
    }
}
