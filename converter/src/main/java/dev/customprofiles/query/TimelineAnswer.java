package dev.customprofiles.query;

import dev.customprofiles.live.LiveSet;
import dev.customprofiles.live.Losses;
import dev.customprofiles.live.Span;
import dev.customprofiles.live.Timeline;
import dev.customprofiles.writer.Origin;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.IntStream;

/**
 * A profile at several instants, with all that is to be said of it.
 *
 * @param pauses when nothing was recorded
 * @param losses what the recording could not tell
 * @param files what it was read from
 */
public record TimelineAnswer(Timeline timeline, List<Span> pauses, Losses losses, Origin origin, List<Path> files) {

    /** Copies the lists. */
    public TimelineAnswer {
        pauses = List.copyOf(pauses);
        files = List.copyOf(files);
    }

    /** Whether something is known of the instant of that index. */
    public boolean isKnown(int instant) {
        long nanos = timeline.instants().get(instant);
        return timeline.span().contains(nanos)
                && pauses.stream().noneMatch(pause -> pause.startNanos() < nanos && nanos < pause.endNanos());
    }

    /** The live sets of the instants of which something is known. */
    public List<LiveSet> liveSets() {
        return IntStream.range(0, timeline.instants().size())
                .filter(this::isKnown)
                .mapToObj(timeline::at)
                .toList();
    }
}
