package dev.customprofiles.converter;

import java.io.IOException;
import java.util.List;

/**
 * Thrown if an answer may be wrong because the recording is incomplete. The message is one line.
 *
 * @since 0.1
 */
public final class IncompleteException extends IOException {

    private static final long serialVersionUID = 1L;

    /** An array, because exceptions are serializable and lists need not be. */
    private final String[] warnings;

    IncompleteException(List<String> warnings) {
        super("the recording is incomplete: " + String.join("; ", warnings));
        this.warnings = warnings.toArray(String[]::new);
    }

    /** {@return a line for each loss; at least one} */
    public List<String> warnings() {
        return List.of(warnings);
    }
}
