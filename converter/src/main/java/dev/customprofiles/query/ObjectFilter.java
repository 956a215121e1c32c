package dev.customprofiles.query;

import dev.customprofiles.live.AgeRange;
import java.util.regex.Pattern;

/**
 * Which objects of a profile count.
 *
 * @param threads whether each adding thread has sites of its own
 * @param collected true for the live objects whose value was garbage collected only, false for the others only, null for both
 * @param ages which objects count by their age; null for all of them
 * @param label which objects count by their label, and the field that is the label of a pair; null for all of them
 * @param objectClass which objects count by their class; null for all of them
 * @param thread which objects count by the thread that added them, which tells threads apart; null for all of them
 */
public record ObjectFilter(
        boolean threads, Boolean collected, AgeRange ages, Label label, Pattern objectClass, Pattern thread) {

    /** Every object. */
    public static final ObjectFilter ALL = new ObjectFilter(false, null, null, null, null, null);

    boolean byThread() {
        return threads || thread != null;
    }

    /** The option that chose by collection. */
    QueryException.Part collectedPart() {
        return collected ? QueryException.Part.COLLECTED : QueryException.Part.REACHABLE;
    }
}
