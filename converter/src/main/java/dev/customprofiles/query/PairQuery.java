package dev.customprofiles.query;

import dev.customprofiles.pair.EventPair;
import dev.customprofiles.query.QueryException.Part;
import java.util.ArrayList;
import java.util.List;

/**
 * The options that make a profile of two events, as the user wrote them; each may be null.
 *
 * @param open the opening event
 * @param close the closing event
 * @param key the field of the opening event that identifies the object; also of the closing event, unless
 *     {@code closeKey} is given
 * @param closeKey the field of the closing event that identifies the object; null if it has the same name
 * @param weight a numeric field of the opening event, to add up
 */
public record PairQuery(String open, String close, String key, String closeKey, String weight) {

    /**
     * Returns the pair; throws if an event or the key is missing.
     *
     * @param label the field that becomes the label, or null
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
