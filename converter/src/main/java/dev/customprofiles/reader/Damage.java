package dev.customprofiles.reader;

import java.nio.file.Path;
import java.util.Objects;

/**
 * A part of an input that could not be read.
 *
 * @param file the input, as given or found
 * @param offset the start of the loss, in bytes from the start of the (decompressed) file
 * @param bytes the number of bytes lost; at the end of a file, those that its header promised. 0 for a loss of
 *     something other than bytes, such as a stack trace that no constant pool has
 * @param reason the reason, one line in lower case
 */
public record Damage(Path file, long offset, long bytes, String reason) {
    public Damage {
        Objects.requireNonNull(file);
        Objects.requireNonNull(reason);
    }

    /**
     * Returns a line such as {@code app.jfr: 1200 bytes at 4096: the chunk is cut short}; without the position if there
     * is none.
     */
    @Override
    public String toString() {
        String place = bytes > 0 ? bytes + " bytes at " + offset + ": " : offset > 0 ? "at " + offset + ": " : "";
        return file + ": " + place + reason;
    }
}
