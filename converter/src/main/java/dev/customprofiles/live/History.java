package dev.customprofiles.live;

import java.util.List;
import java.util.Optional;

/**
 * What one pass over a recording found.
 *
 * @param profiles sorted by name; empty when the recording has none of our events
 * @param losses what the recording could not tell
 * @param pause the time around the instant in which nobody recorded the JVM, so that nothing is known of the instant; null
 *     if it was recorded
 */
public record History(List<ProfileHistory> profiles, Losses losses, Span pause) {

    /** Copies the list. */
    public History {
        profiles = List.copyOf(profiles);
    }

    /** The profile of that name, compared exactly; empty if the recording has no event of it. */
    public Optional<ProfileHistory> profile(String name) {
        return profiles.stream().filter(profile -> profile.name().equals(name)).findFirst();
    }
}
