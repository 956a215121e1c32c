package dev.customprofiles.query;

import dev.customprofiles.builtin.BuiltinProfile;
import dev.customprofiles.replay.History;
import dev.customprofiles.replay.ProfileHistory;
import dev.customprofiles.writer.LossText;
import java.io.IOException;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;

/**
 * A question that has no answer. The message is one line for the asker. That of a misuse names options as on the command
 * line, such as {@code --from}, and nothing out of the recording; the others name no options.
 */
public final class QueryException extends IOException {

    private static final long serialVersionUID = 1L;

    /** Why there is no answer. */
    public enum Kind {
        /** The question contradicts itself, or leaves open what is meant: the user's mistake. */
        MISUSE,
        /** The recording does not know what was asked for. */
        UNKNOWN,
        /** The recording knows it, but not then. */
        OUTSIDE
    }

    private final Kind kind;

    private QueryException(Kind kind, String message) {
        super(message);
        this.kind = kind;
    }

    public static QueryException misuse(String message) {
        return new QueryException(Kind.MISUSE, message);
    }

    static QueryException outside(String message) {
        return new QueryException(Kind.OUTSIDE, message);
    }

    static QueryException unknown(String message) {
        return new QueryException(Kind.UNKNOWN, message);
    }

    /**
     * A recording without any profile, which may be so because its events were lost.
     *
     * @param hint what to try, if that is not the reason
     */
    public static QueryException nothingIn(String recording, History empty, String hint) {
        List<String> losses = LossText.warnings(empty.losses());
        return unknown("no custom profile events in " + recording
                + (losses.isEmpty() ? hint : ", which is incomplete: " + String.join("; ", losses)));
    }

    static QueryException noProfile(String profile, String recording, History all) {
        String meant = Nearest.to(
                        profile,
                        Arrays.stream(BuiltinProfile.values())
                                .map(BuiltinProfile::goName)
                                .toList())
                .map(name -> ", did you mean " + name + "?")
                .orElse("");
        return unknown("no profile \"" + profile + "\" in " + recording + " (has: " + names(all) + ")" + meant);
    }

    static QueryException severalProfiles(String recording, History history) {
        return misuse("several profiles in " + recording + ", choose one with --profile: " + names(history));
    }

    private static String names(History history) {
        return history.profiles().stream().map(ProfileHistory::name).collect(Collectors.joining(", "));
    }

    public Kind kind() {
        return kind;
    }
}
