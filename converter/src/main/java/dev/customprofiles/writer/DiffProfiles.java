package dev.customprofiles.writer;

import dev.customprofiles.profile.Shaping;
import dev.customprofiles.profile.StackProfile;

/**
 * What became of a profile between two instants, as profiles of live sets.
 *
 * @param base what was live at the earlier instant
 * @param at what was live at the later one
 * @param added of that, what was added in between
 * @param left of the first, what was not live any more
 * @param removed of that, what the application removed; the rest left a weak profile because it was collected
 * @param collected what was garbage collected in between and is still live
 */
public record DiffProfiles(
        StackProfile base,
        StackProfile at,
        StackProfile added,
        StackProfile left,
        StackProfile removed,
        StackProfile collected) {

    /** All of them in a shape. */
    public DiffProfiles shaped(Shaping shaping) {
        return new DiffProfiles(
                shaping.apply(base),
                shaping.apply(at),
                shaping.apply(added),
                shaping.apply(left),
                shaping.apply(removed),
                shaping.apply(collected));
    }
}
