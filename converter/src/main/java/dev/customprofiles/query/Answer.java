package dev.customprofiles.query;

import dev.customprofiles.live.Losses;
import dev.customprofiles.profile.StackProfile;
import dev.customprofiles.writer.Origin;
import java.nio.file.Path;
import java.util.List;

/**
 * A profile with its summary, losses and origin.
 *
 * @param summary one line with the name, the time and the total
 * @param losses the losses of the recording
 * @param files the files that were read
 */
public record Answer(StackProfile profile, String summary, Losses losses, Origin origin, List<Path> files) {

    /** Copies the list. */
    public Answer {
        files = List.copyOf(files);
    }
}
