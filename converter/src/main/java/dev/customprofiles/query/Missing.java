package dev.customprofiles.query;

import dev.customprofiles.builtin.BuiltinProfile;
import dev.customprofiles.live.History;
import dev.customprofiles.live.Timeline;
import dev.customprofiles.pair.UnknownPairException;
import dev.customprofiles.query.QueryException.Part;
import dev.customprofiles.reader.Chunk;
import dev.customprofiles.reader.Damage;
import dev.customprofiles.writer.LossText;
import java.io.IOException;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;

/**
 * Creates messages for input that lacks the requested profile or events. A damaged input is called damaged: the data
 * may have been lost, so it is not the user's mistake.
 */
record Missing(Input input) {

    /** Maximum number of damages named in a one-line message. */
    private static final int NAMED = 3;

    /** Suggestions if nothing was lost. */
    enum Hint {
        /** To list the builtin profiles. */
        BUILTINS(": %s shows which profiles of the JVM's own there are", Part.LISTING),
        /** To use an event pair. */
        PAIR(", and none of the JVM's: two others can make a profile, see %s", Part.OPEN);

        private final String format;
        private final Part part;

        Hint(String format, Part part) {
            this.format = format;
            this.part = part;
        }
    }

    /**
     * The input has no custom profile.
     *
     * @param empty the history of everything in it
     */
    QueryException profiles(History empty, Hint hint) throws IOException {
        List<String> losses = LossText.warnings(empty.losses());
        String what = "no custom profile events in " + input.name();
        return losses.isEmpty()
                ? unknown(what, hint.format, hint.part)
                : unknown(what, "%s", ", which is incomplete: " + String.join("; ", losses));
    }

    /**
     * The input has other profiles.
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
        String names = all.profiles().stream().map(Timeline::profile).collect(Collectors.joining(", "));
        return unknown("no profile \"" + profile + "\" in " + input.name() + " (has: " + names + ")", "%s", meant);
    }

    QueryException builtin(BuiltinProfile builtin) throws IOException {
        return unknown(
                "no events for profile " + builtin.goName() + " in " + input.name(),
                ": %s would have to be enabled",
                builtin.eventToEnable());
    }

    /** The input lacks an event or a field of a pair, which is a mistake unless the input is damaged. */
    QueryException pair(UnknownPairException e) throws IOException {
        if (e.event() == null) {
            return QueryException.misuse("%s", e.getMessage());
        }
        String what = e.getMessage() + " in " + input.name();
        if (!input.recording().damage().isEmpty()) {
            return unknown(what, "%s", "");
        }
        List<String> near = Nearest.names(e.event(), e.events());
        return QueryException.misuse(
                "%s", what + (near.isEmpty() ? "" : ", did you mean " + String.join(" or ", near) + "?"));
    }

    /**
     * @param otherwise the format of the rest of the message if the input is not damaged
     * @param argument its argument
     */
    private QueryException unknown(String what, String otherwise, Object argument) throws IOException {
        List<Damage> damage = input.recording().damage();
        if (damage.isEmpty()) {
            return QueryException.unknown("%s" + otherwise, what, argument);
        }
        return QueryException.unknown(
                "%s",
                isUnreadable()
                        ? input.name() + " is damaged, and nothing in it can be read: " + inShort(damage)
                        : what + ", which is damaged: " + inShort(damage));
    }

    /** Returns whether the metadata of all chunks is lost. */
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
