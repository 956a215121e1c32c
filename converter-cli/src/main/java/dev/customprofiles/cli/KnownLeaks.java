package dev.customprofiles.cli;

import dev.customprofiles.leaks.Suspect;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.Locale;
import java.util.Set;

/**
 * Signatures of known leaks, which are not reported. A file has one per line; the rest of the line, and lines that
 * begin with #, are comments.
 */
record KnownLeaks(Set<String> signatures) {

    static final KnownLeaks NONE = new KnownLeaks(Set.of());

    /** @throws IOException if the file cannot be read, or a line does not begin with a signature */
    static KnownLeaks read(Path file) throws IOException {
        Set<String> signatures = new HashSet<>();
        int number = 0;
        for (String line : Files.readAllLines(file, StandardCharsets.UTF_8)) {
            number++;
            String text = line.strip();
            if (text.isEmpty() || text.startsWith("#")) {
                continue;
            }
            String signature = text.split("\\s", 2)[0].toLowerCase(Locale.ROOT);
            if (!signature.matches("[0-9a-f]{16}")) {
                throw new IOException(
                        file + ", line " + number + ": not a signature of 16 hexadecimal digits: " + text);
            }
            signatures.add(signature);
        }
        return new KnownLeaks(signatures);
    }

    boolean has(Suspect suspect) {
        return signatures.contains(suspect.signature());
    }
}
