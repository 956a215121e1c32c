package dev.customprofiles.query;

import dev.customprofiles.live.Losses;
import dev.customprofiles.profile.StackProfile;
import dev.customprofiles.writer.Origin;
import java.nio.file.Path;
import java.util.List;

/**
 * A profile with all that is to be said of it.
 *
 * @param summary a line for people: what it is, when, how much
 * @param losses what the recording could not tell
 * @param files what it was read from
 */
public record Answer(StackProfile profile, String summary, Losses losses, Origin origin, List<Path> files) {

    /** Copies the list. */
    public Answer {
        files = List.copyOf(files);
    }
}
