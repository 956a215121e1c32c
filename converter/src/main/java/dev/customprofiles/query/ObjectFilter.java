package dev.customprofiles.query;

import dev.customprofiles.live.AgeRange;
import java.util.regex.Pattern;

/**
 * Chooses objects of a profile.
 *
 * @param threads whether to keep the sites of different adding threads apart
 * @param collected true for only live objects whose value was garbage collected, false for only the others, null for
 *     both
 * @param ages chooses by age; null for all
 * @param label chooses by label, and names the label field of an event pair; null for all
 * @param objectClass chooses by class; null for all
 * @param thread chooses by adding thread, which implies {@code threads}; null for all
 */
public record ObjectFilter(
        boolean threads, Boolean collected, AgeRange ages, Label label, Pattern objectClass, Pattern thread) {

    /** All objects. */
    public static final ObjectFilter ALL = new ObjectFilter(false, null, null, null, null, null);

    boolean byThread() {
        return threads || thread != null;
    }

    /** Returns the option that chose by collection. */
    QueryException.Part collectedPart() {
        return collected ? QueryException.Part.COLLECTED : QueryException.Part.REACHABLE;
    }
}
