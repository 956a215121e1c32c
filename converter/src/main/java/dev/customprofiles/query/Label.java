package dev.customprofiles.query;

import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;

/** Which labels are meant: {@code REGEX} of a profile of the recorder, {@code FIELD[=REGEX]} of a pair of events. */
public record Label(String text) {

    private static final char CHOOSES = '=';

    /** The field of the opening event that is the label. */
    String field() {
        int chooses = text.indexOf(CHOOSES);
        return chooses < 0 ? text : text.substring(0, chooses);
    }

    /**
     * What chooses among labels; null if all are wanted. Throws {@link IllegalArgumentException} if it is no regular
     * expression.
     */
    Pattern regex(boolean ofPair) {
        if (!ofPair) {
            return pattern(text);
        }
        int chooses = text.indexOf(CHOOSES);
        return chooses < 0 ? null : pattern(text.substring(chooses + 1));
    }

    /** A regular expression that a user wrote; throws {@link IllegalArgumentException} if it is none. */
    public static Pattern pattern(String regex) {
        try {
            return Pattern.compile(regex);
        } catch (PatternSyntaxException e) {
            throw new IllegalArgumentException("not a regular expression: " + regex + " (" + e.getDescription() + ")");
        }
    }
}
