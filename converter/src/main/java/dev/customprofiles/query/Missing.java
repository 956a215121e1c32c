package dev.customprofiles.query;

import dev.customprofiles.builtin.BuiltinProfile;
import dev.customprofiles.live.History;
import dev.customprofiles.live.ProfileHistory;
import dev.customprofiles.pair.UnknownPairException;
import dev.customprofiles.reader.Chunk;
import dev.customprofiles.reader.Damage;
import dev.customprofiles.writer.LossText;
import java.io.IOException;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;

/**
 * Says that an input lacks what was asked for. A damaged input is called damaged: what is missing from it may have been
 * lost, so it is not the user's mistake.
 */
record Missing(Input input) {

    /** How many damages are named in a message of one line. */
    private static final int NAMED = 3;

    /**
     * An input without any custom profile.
     *
     * @param empty the history of everything in it
     * @param hint what to try if nothing was lost
     */
    QueryException profiles(History empty, String hint) throws IOException {
        List<String> losses = LossText.warnings(empty.losses());
        return unknown(
                "no custom profile events in " + input.name(),
                losses.isEmpty() ? hint : ", which is incomplete: " + String.join("; ", losses));
    }

    /**
     * An input that has other profiles.
     *
     * @param all the history of everything in it
     */
    QueryException profile(String profile, History all) throws IOException {
        String meant = Nearest.to(
                        profile,
                        Arrays.stream(BuiltinProfile.values())
                                .map(BuiltinProfile::goName)
                                .toList())
                .map(name -> ", did you mean " + name + "?")
                .orElse("");
        String names = all.profiles().stream().map(ProfileHistory::name).collect(Collectors.joining(", "));
        return unknown("no profile \"" + profile + "\" in " + input.name() + " (has: " + names + ")", meant);
    }

    QueryException builtin(BuiltinProfile builtin) throws IOException {
        return unknown(
                "no events for profile " + builtin.goName() + " in " + input.name(),
                ": " + builtin.eventToEnable() + " would have to be enabled");
    }

    /** A pair of which the input lacks an event or a field, which is a mistake unless the input is damaged. */
    QueryException pair(UnknownPairException e) throws IOException {
        if (e.event() == null) {
            return QueryException.misuse(e.getMessage());
        }
        String what = e.getMessage() + " in " + input.name();
        if (!input.recording().damage().isEmpty()) {
            return unknown(what, "");
        }
        List<String> near = Nearest.names(e.event(), e.events());
        return QueryException.misuse(
                what + (near.isEmpty() ? "" : ", did you mean " + String.join(" or ", near) + "?"));
    }

    /** @param otherwise what else there is to say of an input that is not damaged */
    private QueryException unknown(String what, String otherwise) throws IOException {
        List<Damage> damage = input.recording().damage();
        if (damage.isEmpty()) {
            return QueryException.unknown(what + otherwise);
        }
        return QueryException.unknown(
                isUnreadable()
                        ? input.name() + " is damaged, and nothing in it can be read: " + inShort(damage)
                        : what + ", which is damaged: " + inShort(damage));
    }

    /** Whether no chunk says which events it has. */
    private boolean isUnreadable() throws IOException {
        for (Chunk chunk : input.recording().chunks()) {
            if (!chunk.eventTypes().isEmpty()) {
                return false;
            }
        }
        return true;
    }

    private static String inShort(List<Damage> damage) {
        String first = damage.stream().limit(NAMED).map(Damage::toString).collect(Collectors.joining("; "));
        return damage.size() <= NAMED ? first : first + "; and " + (damage.size() - NAMED) + " more";
    }
}
