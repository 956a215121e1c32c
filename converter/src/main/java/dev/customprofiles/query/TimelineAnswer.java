package dev.customprofiles.query;

import dev.customprofiles.live.History;
import dev.customprofiles.live.LiveSet;
import dev.customprofiles.live.Losses;
import dev.customprofiles.live.Timeline;
import dev.customprofiles.writer.Origin;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.IntStream;

/**
 * Profiles at several instants, with all that is to be said of them.
 *
 * @param history at least one profile
 * @param files what it was read from
 */
public record TimelineAnswer(History history, Origin origin, List<Path> files) {

    /** Copies the list. */
    public TimelineAnswer {
        files = List.copyOf(files);
    }

    /** The only profile, or the first of several. */
    public Timeline timeline() {
        return history.profiles().get(0);
    }

    /** What the recording could not tell. */
    public Losses losses() {
        return history.losses();
    }

    /** Whether something is known of {@link #timeline()} at the instant of that index. */
    public boolean isKnown(int instant) {
        return history.isKnown(timeline(), instant);
    }

    /** The live sets of {@link #timeline()} at the instants of which something is known. */
    public List<LiveSet> liveSets() {
        return IntStream.range(0, timeline().instants().size())
                .filter(this::isKnown)
                .mapToObj(timeline()::at)
                .toList();
    }
}
