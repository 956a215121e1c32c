package dev.customprofiles.query;

import dev.customprofiles.live.History;
import dev.customprofiles.live.ProfileHistory;
import java.io.IOException;
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

    static QueryException severalProfiles(String recording, History history) {
        return misuse("several profiles in " + recording + ", choose one with --profile: "
                + history.profiles().stream().map(ProfileHistory::name).collect(Collectors.joining(", ")));
    }

    public Kind kind() {
        return kind;
    }
}
