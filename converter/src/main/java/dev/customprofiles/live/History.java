package dev.customprofiles.live;

import java.util.List;
import java.util.Optional;

/**
 * The answer to a {@link Question}.
 *
 * @param profiles sorted by name; empty if the recording has no events of the recorder
 * @param pauses the times in which a JVM was not recorded, although it was before and after. Nothing is known about
 *     instants inside
 * @param losses the losses of the recording
 * @since 0.1
 */
public record History(List<Timeline> profiles, List<Span> pauses, Losses losses) {

    /**
     * Copies the lists.
     *
     * @param profiles as in the record
     * @param pauses as in the record
     * @param losses as in the record
     */
    public History {
        profiles = List.copyOf(profiles);
        pauses = List.copyOf(pauses);
    }

    /**
     * {@return the profile of exactly that name; empty if the recording has no event of it}
     *
     * @param name the name
     */
    public Optional<Timeline> profile(String name) {
        return profiles.stream()
                .filter(timeline -> timeline.profile().equals(name))
                .findFirst();
    }

    /**
     * {@return the pause that contains an instant, excluding its ends; empty if the instant was recorded}
     *
     * @param nanos the instant in nanoseconds since the epoch
     */
    public Optional<Span> pauseAt(long nanos) {
        return pauses.stream()
                .filter(pause -> pause.startNanos() < nanos && nanos < pause.endNanos())
                .findFirst();
    }

    /**
     * {@return whether a profile is known at the instant of an index}
     *
     * @param profile the profile
     * @param instant the index of the instant
     */
    public boolean isKnown(Timeline profile, int instant) {
        long nanos = profile.instants().get(instant);
        return profile.span().contains(nanos) && pauseAt(nanos).isEmpty();
    }

    /**
     * {@return a copy with other losses}
     *
     * @param others the other losses
     */
    public History with(Losses others) {
        return new History(profiles, pauses, others);
    }
}
