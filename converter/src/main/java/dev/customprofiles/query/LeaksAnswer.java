package dev.customprofiles.query;

import dev.customprofiles.leaks.Healthy;
import dev.customprofiles.leaks.Suspect;
import dev.customprofiles.live.Losses;
import dev.customprofiles.live.Span;
import dev.customprofiles.profile.Shaping;
import dev.customprofiles.writer.Origin;
import java.nio.file.Path;
import java.util.List;

/**
 * Which sites leak.
 *
 * @param suspects the surest first; empty if all is healthy
 * @param healthy the profiles without suspects, by name
 * @param notes what could not be seen, one sentence each
 * @param span all of the recording
 * @param losses what the recording could not tell
 * @param files what it was read from
 */
public record LeaksAnswer(
        List<Suspect> suspects,
        List<Healthy> healthy,
        List<String> notes,
        Span span,
        Losses losses,
        Origin origin,
        List<Path> files) {

    /** Copies the lists. */
    public LeaksAnswer {
        suspects = List.copyOf(suspects);
        healthy = List.copyOf(healthy);
        notes = List.copyOf(notes);
        files = List.copyOf(files);
    }

    /** The suspects with their stacks in a shape, in which a page finds them among its own. */
    public List<Suspect> suspectsIn(Shaping shaping) {
        return suspects.stream()
                .map(suspect -> suspect.at(shaping.apply(suspect.site())))
                .toList();
    }
}
