package dev.customprofiles.converter;

import java.io.IOException;

/** A question that the recordings cannot answer. The message is one line and says why, with what there is instead. */
public final class NoAnswerException extends IOException {

    private static final long serialVersionUID = 1L;

    /** Why there is no answer. */
    public enum Reason {
        /** The question leaves open what is meant, or contradicts itself: several profiles and no name, an empty range. */
        MISUSE,
        /** The recordings do not have the profile. */
        UNKNOWN,
        /** The recordings have the profile, but not then: an instant outside, or in a pause. */
        OUTSIDE
    }

    private final Reason reason;

    NoAnswerException(Reason reason, String message, Throwable cause) {
        super(message, cause);
        this.reason = reason;
    }

    public Reason reason() {
        return reason;
    }
}
