package dev.customprofiles.writer;

import dev.customprofiles.profile.SampleType;
import dev.customprofiles.profile.StackProfile;
import java.util.List;

/** The value by which the rows of a {@link TopTable} are sorted, in descending order. */
public enum TopOrder {
    /** The row's own value. */
    FLAT,

    /** The value of the row and of what it calls. */
    CUM,

    /** The number of objects or events. */
    COUNT,

    /** The weight in the profile's unit: bytes, permits, or the time of a builtin profile. */
    WEIGHT,

    /** The mean age. */
    AGE,

    /** The number of live objects whose value was garbage collected. */
    COLLECTED;

    static final String AGES = "age";

    /** Returns whether a profile has the values for this order. */
    public boolean isIn(StackProfile profile) {
        // Live objects have an age; samples of a builtin profile do not.
        return this == COLLECTED ? AGE.isIn(profile) : !isOfValue() || index(profile.types()) >= 0;
    }

    /** Returns whether the order is by one of the profile's values, regardless of which is shown. */
    boolean isOfValue() {
        return this == COUNT || this == WEIGHT || this == AGE;
    }

    /** Returns the index of the type to sort by; -1 if there is none. */
    int index(List<SampleType> types) {
        for (int i = 0; i < types.size(); i++) {
            boolean fits = switch (this) {
                case FLAT, CUM, COLLECTED -> false;
                case COUNT -> i == 0;
                case WEIGHT ->
                    i > 0
                            && !types.get(i).name().equals(AGES)
                            && !LiveSetProfile.CHURN.contains(types.get(i).name());
                case AGE -> types.get(i).name().equals(AGES);
            };
            if (fits) {
                return i;
            }
        }
        return -1;
    }
}
