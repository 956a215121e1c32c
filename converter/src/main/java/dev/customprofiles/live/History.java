package dev.customprofiles.live;

import java.util.List;
import java.util.Optional;

/**
 * The answer to a {@link Question}.
 *
 * @param profiles sorted by name; empty when the recording has none of our events
 * @param pauses the times in which a JVM was not recorded though it was before and after: nothing is known of an instant
 *     inside
 * @param losses what the recording could not tell
 */
public record History(List<Timeline> profiles, List<Span> pauses, Losses losses) {

    /** Copies the lists. */
    public History {
        profiles = List.copyOf(profiles);
        pauses = List.copyOf(pauses);
    }

    /** The profile of that name, compared exactly; empty if the recording has no event of it. */
    public Optional<Timeline> profile(String name) {
        return profiles.stream()
                .filter(timeline -> timeline.profile().equals(name))
                .findFirst();
    }

    /** The pause around an instant, its ends excluded; empty if the instant was recorded. */
    public Optional<Span> pauseAt(long nanos) {
        return pauses.stream()
                .filter(pause -> pause.startNanos() < nanos && nanos < pause.endNanos())
                .findFirst();
    }

    /** Whether the recording tells of one of its profiles at the instant of an index. */
    public boolean isKnown(Timeline profile, int instant) {
        long nanos = profile.instants().get(instant);
        return profile.span().contains(nanos) && pauseAt(nanos).isEmpty();
    }

    /** The same with other losses. */
    public History with(Losses others) {
        return new History(profiles, pauses, others);
    }
}
