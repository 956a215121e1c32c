package dev.customprofiles.query;

import dev.customprofiles.live.Timelines;
import dev.customprofiles.writer.Origin;
import java.nio.file.Path;
import java.util.List;

/**
 * Profiles at several instants, with all that is to be said of them.
 *
 * @param timelines at least one
 * @param files what it was read from
 */
public record TimelinesAnswer(Timelines timelines, Origin origin, List<Path> files) {

    /** Copies the list. */
    public TimelinesAnswer {
        files = List.copyOf(files);
    }
}
