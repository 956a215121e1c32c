package dev.customprofiles.reader;

import java.io.IOException;

/**
 * Thrown if an input is not a readable recording. The message is one line in lower case: the file and the reason.
 * Partial damage is not thrown but reported: see {@link Damage}.
 */
public final class CorruptRecordingException extends IOException {
    private static final long serialVersionUID = 1L;

    CorruptRecordingException(String message) {
        super(message);
    }
}
