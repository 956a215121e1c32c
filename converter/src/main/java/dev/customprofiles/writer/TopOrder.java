package dev.customprofiles.writer;

import dev.customprofiles.profile.SampleType;
import dev.customprofiles.profile.StackProfile;
import java.util.List;

/** What the rows of a {@link TopTable} are sorted by, the greatest first. */
public enum TopOrder {
    /** What is the row's own. */
    FLAT,

    /** What is in it or below it. */
    CUM,

    /** How many. */
    COUNT,

    /** How much, in the profile's unit: bytes, permits, or the time of a builtin profile. */
    WEIGHT,

    /** How old on average. */
    AGE,

    /** How many live objects were garbage collected; all rows are equal where none was. */
    COLLECTED;

    static final String AGES = "age";

    /** Whether a profile has what this sorts by. */
    public boolean isIn(StackProfile profile) {
        // Live objects have an age; samples of a builtin profile do not.
        return this == COLLECTED ? AGE.isIn(profile) : !isOfValue() || index(profile.types()) >= 0;
    }

    /** Whether it is one of the profile's values, whichever is shown. */
    boolean isOfValue() {
        return this == COUNT || this == WEIGHT || this == AGE;
    }

    /** Which of the types it is; -1 if there is no such, or it is none of them. */
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
