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
 * The sites that leak.
 *
 * @param suspects the surest first; empty if all profiles are healthy
 * @param healthy the profiles without suspects, by name
 * @param notes limits of the search, one sentence each
 * @param span the time from the start to the end of the recording
 * @param losses the losses of the recording
 * @param files the files that were read
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

    /**
     * Returns the suspects with their stacks in a shape, so that a page with the same shape can match them to its
     * sites.
     */
    public List<Suspect> suspectsIn(Shaping shaping) {
        return suspects.stream()
                .map(suspect -> suspect.at(shaping.apply(suspect.site())))
                .toList();
    }
}
