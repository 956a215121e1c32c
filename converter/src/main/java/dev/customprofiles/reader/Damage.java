package dev.customprofiles.reader;

import java.nio.file.Path;
import java.util.Objects;

/**
 * A part of an input that could not be read.
 *
 * @param file the input, as it was given or found
 * @param offset where the loss begins, in bytes from the start of the (decompressed) file
 * @param bytes how much is lost; for bytes that are missing at the end of a file, as many as its header promised; 0 when
 *     the loss is not a matter of bytes, such as a stack trace that no constant pool holds
 * @param reason what happened, one line in lower case
 */
public record Damage(Path file, long offset, long bytes, String reason) {
    public Damage {
        Objects.requireNonNull(file);
        Objects.requireNonNull(reason);
    }

    /** A line for people: {@code app.jfr: 1200 bytes at 4096: the chunk is cut short}; without a place where there is none. */
    @Override
    public String toString() {
        String place = bytes > 0 ? bytes + " bytes at " + offset + ": " : offset > 0 ? "at " + offset + ": " : "";
        return file + ": " + place + reason;
    }
}
