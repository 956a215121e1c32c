package dev.customprofiles.process;

import java.nio.file.Path;
import java.time.Instant;

/**
 * A process that has ended, with its recording.
 *
 * @param at when the end was noticed, which is within a second
 * @param repository the repository of its recording
 * @param chunks the folder in which its recording can still be read: the repository or a copy of it; null if it is gone
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
