package dev.customprofiles.writer;

import dev.customprofiles.profile.Shaping;
import dev.customprofiles.profile.StackProfile;

/**
 * The changes of a profile between two instants, as profiles of live sets.
 *
 * @param base live at the earlier instant
 * @param at live at the later instant
 * @param added the part of {@code at} that was added in between
 * @param left the part of {@code base} that is no longer live
 * @param removed the part of {@code left} that the application removed; the rest left a weak profile because it was
 *     collected
 * @param collected garbage collected in between and still live
 */
public record DiffProfiles(
        StackProfile base,
        StackProfile at,
        StackProfile added,
        StackProfile left,
        StackProfile removed,
        StackProfile collected) {

    /** Returns all of them in a shape. */
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
