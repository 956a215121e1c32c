package dev.customprofiles.query;

import dev.customprofiles.pair.EventPair;
import dev.customprofiles.query.QueryException.Part;
import java.util.ArrayList;
import java.util.List;

/**
 * Two events that somebody asks about as a profile, as they were written; each may be missing.
 *
 * @param open the event that opens
 * @param close the event that closes
 * @param key the field of the event that opens that says what, and of the other if that has no field of its own
 * @param closeKey the field of the event that closes that says what; null if it has the name of the other
 * @param weight a number of the event that opens, to add up
 */
public record PairQuery(String open, String close, String key, String closeKey, String weight) {

    /**
     * Refuses half a pair.
     *
     * @param label the field to tell objects apart by, or null
     */
    public EventPair pair(String label) throws QueryException {
        List<Part> missing = new ArrayList<>();
        if (open == null) {
            missing.add(Part.OPEN);
        }
        if (close == null) {
            missing.add(Part.CLOSE);
        }
        if (key == null) {
            missing.add(Part.KEY);
        }
        if (!missing.isEmpty()) {
            throw QueryException.misuse(
                    "a pair of events needs %s, %s and %s; missing: %s", Part.OPEN, Part.CLOSE, Part.KEY, missing);
        }
        try {
            return new EventPair(open, close, key, closeKey == null ? key : closeKey, weight, label);
        } catch (IllegalArgumentException e) {
            throw QueryException.misuse("%s", e.getMessage());
        }
    }
}
