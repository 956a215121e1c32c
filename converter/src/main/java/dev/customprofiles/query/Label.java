package dev.customprofiles.query;

import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;

/** Chooses labels: {@code REGEX} for a profile of the recorder, {@code FIELD[=REGEX]} for an event pair. */
public record Label(String text) {

    private static final char CHOOSES = '=';

    /** Returns the field of the opening event that is the label. */
    String field() {
        int chooses = text.indexOf(CHOOSES);
        return chooses < 0 ? text : text.substring(0, chooses);
    }

    /**
     * Returns the pattern for labels; null for all labels. Throws {@link IllegalArgumentException} if it is not a
     * regular expression.
     */
    Pattern regex(boolean ofPair) {
        if (!ofPair) {
            return pattern(text);
        }
        int chooses = text.indexOf(CHOOSES);
        return chooses < 0 ? null : pattern(text.substring(chooses + 1));
    }

    /** Compiles a regular expression of the user; throws {@link IllegalArgumentException} if it is invalid. */
    public static Pattern pattern(String regex) {
        try {
            return Pattern.compile(regex);
        } catch (PatternSyntaxException e) {
            throw new IllegalArgumentException("not a regular expression: " + regex + " (" + e.getDescription() + ")");
        }
    }
}
