package dev.customprofiles.converter;

import java.io.IOException;

/**
 * Thrown if the recordings cannot answer a question. The message is one line: the reason, and what is available
 * instead.
 *
 * @since 0.1
 */
public final class NoAnswerException extends IOException {

    private static final long serialVersionUID = 1L;

    /**
     * The kinds of reasons for having no answer.
     *
     * @since 0.1
     */
    public enum Reason {
        /** The question is ambiguous or contradicts itself: no name but several profiles, an empty range. */
        MISUSE,
        /** The recordings do not have the profile. */
        UNKNOWN,
        /** The recordings have the profile, but not at the instant, which is outside of them or in a pause. */
        OUTSIDE
    }

    /** The kind of reason. */
    private final Reason reason;

    NoAnswerException(Reason reason, String message, Throwable cause) {
        super(message, cause);
        this.reason = reason;
    }

    /** {@return the kind of reason} */
    public Reason reason() {
        return reason;
    }
}
