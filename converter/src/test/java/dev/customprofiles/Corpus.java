package dev.customprofiles;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.nio.file.Files;
import java.nio.file.Path;

/**
 * Recordings that others made. They are no part of the repository: {@code -Dcustomprofiles.corpus=FOLDER}, or a folder
 * shared/corpus beside any folder above. A test that asks for one that is not there is skipped.
 */
public final class Corpus {

    private Corpus() {}

    /** The recording of that name. */
    public static Path file(String name) {
        String named = System.getProperty("customprofiles.corpus");
        Path folder = named == null ? null : Path.of(named);
        for (Path up = Path.of("").toAbsolutePath(); folder == null && up != null; up = up.getParent()) {
            Path candidate = up.resolve("shared/corpus");
            folder = Files.isDirectory(candidate) ? candidate : null;
        }
        assumeTrue(folder != null, "the corpus is not there");
        Path path = folder.resolve(name);
        assumeTrue(Files.exists(path), path + " is not there");
        return path;
    }
}
