package dev.customprofiles.converter;

import java.io.IOException;
import java.util.List;

/** An answer that may be wrong, because the recording is incomplete. The message is one line. */
public final class IncompleteException extends IOException {

    private static final long serialVersionUID = 1L;

    /** As an array: exceptions are serializable, and lists need not be. */
    private final String[] warnings;

    IncompleteException(List<String> warnings) {
        super("the recording is incomplete: " + String.join("; ", warnings));
        this.warnings = warnings.toArray(String[]::new);
    }

    /** What was lost, a line each; at least one. */
    public List<String> warnings() {
        return List.of(warnings);
    }
}
