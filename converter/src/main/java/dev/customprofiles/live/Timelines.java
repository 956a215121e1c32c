package dev.customprofiles.live;

import java.util.List;
import java.util.Optional;

/**
 * What one pass over a recording found of several instants.
 *
 * @param profiles sorted by name; empty when the recording has none of our events
 * @param pauses when a JVM was not recorded that was recorded before and after: nothing is known of an instant inside
 * @param losses what the recording could not tell
 */
public record Timelines(List<Timeline> profiles, List<Span> pauses, Losses losses) {

    /** Copies the lists. */
    public Timelines {
        profiles = List.copyOf(profiles);
        pauses = List.copyOf(pauses);
    }

    /** The profile of that name, compared exactly; empty if the recording has no event of it. */
    public Optional<Timeline> profile(String name) {
        return profiles.stream()
                .filter(timeline -> timeline.profile().equals(name))
                .findFirst();
    }
}
