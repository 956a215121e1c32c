package dev.customprofiles.process;

import java.nio.file.Path;
import java.time.Instant;

/**
 * What is left of a process that ended.
 *
 * @param at when that was noticed, which is within a second
 * @param repository where it recorded
 * @param chunks where its recording can still be read: the repository, or what was kept of it; null if it is gone
 */
record Ended(Instant at, Path repository, Path chunks) {

    /** {@code ended at 2026-11-23T13:20:15Z; its recording is in /tmp/2026_11_23_13_00_00_42}. */
    @Override
    public String toString() {
        String text = "ended at " + at + "; ";
        if (repository.equals(chunks)) {
            return text + "its recording is in " + repository;
        }
        return text + "it removed its recording, " + repository
                + (chunks == null ? "" : ", of which what was recorded is kept until this ends");
    }
}
