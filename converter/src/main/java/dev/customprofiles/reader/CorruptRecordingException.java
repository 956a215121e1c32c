package dev.customprofiles.reader;

import java.io.IOException;

/**
 * Says that an input is no recording, or none that can be read. The message is one line in lower case that names the
 * file and what is wrong with it. Damage that leaves something to read is never thrown: see {@link Damage}.
 */
public final class CorruptRecordingException extends IOException {
    private static final long serialVersionUID = 1L;

    CorruptRecordingException(String message) {
        super(message);
    }
}
