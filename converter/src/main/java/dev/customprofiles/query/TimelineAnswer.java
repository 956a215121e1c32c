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
 * Profiles at several instants, with losses and origin.
 *
 * @param history at least one profile
 * @param files the files that were read
 */
public record TimelineAnswer(History history, Origin origin, List<Path> files) {

    /** Copies the list. */
    public TimelineAnswer {
        files = List.copyOf(files);
    }

    /** Returns the only profile, or the first of several. */
    public Timeline timeline() {
        return history.profiles().get(0);
    }

    /** Returns the losses of the recording. */
    public Losses losses() {
        return history.losses();
    }

    /** Returns whether {@link #timeline()} is known at the instant of an index. */
    public boolean isKnown(int instant) {
        return history.isKnown(timeline(), instant);
    }

    /** Returns the live sets of {@link #timeline()} at the instants at which it is known. */
    public List<LiveSet> liveSets() {
        return IntStream.range(0, timeline().instants().size())
                .filter(this::isKnown)
                .mapToObj(timeline()::at)
                .toList();
    }
}
