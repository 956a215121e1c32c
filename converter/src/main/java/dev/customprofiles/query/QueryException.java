package dev.customprofiles.query;

import java.io.IOException;
import java.util.Arrays;
import java.util.Collection;
import java.util.Locale;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * Thrown if a query has no answer. The message is one line. It names parts of the query by their {@link Part#word()}; a
 * user interface with other names, such as {@code --from} for {@code from}, uses {@link #message}.
 */
public final class QueryException extends IOException {

    private static final long serialVersionUID = 1L;

    /** The kinds of reasons for having no answer. */
    public enum Kind {
        /** The query contradicts itself or is ambiguous: the user's mistake. */
        MISUSE,
        /** The recording does not have the requested profile or events. */
        UNKNOWN,
        /** The recording has the profile, but not at the instant. */
        OUTSIDE
    }

    /** The parts of a query that messages name. */
    public enum Part {
        PROFILE,
        AT,
        FROM,
        TO,
        BASE,
        EVERY,
        COLLECTED,
        REACHABLE,
        MIN_AGE,
        MAX_AGE,
        LABEL,
        OPEN,
        CLOSE,
        KEY,
        /** Not part of a query: the list of available profiles. */
        LISTING;

        /** {@code min-age}; for {@link #LISTING}, {@code the list of profiles}. */
        public String word() {
            return this == LISTING
                    ? "the list of profiles"
                    : name().toLowerCase(Locale.ROOT).replace('_', '-');
        }
    }

    private final Kind kind;
    private final String format;
    private final transient Object[] arguments;

    private QueryException(Kind kind, String format, Object... arguments) {
        super(text(Part::word, format, arguments));
        this.kind = kind;
        this.format = format;
        this.arguments = arguments;
    }

    /**
     * @param arguments for {@link String#format}; parts, and collections of them, are replaced by the user's names for
     *     them
     */
    public static QueryException misuse(String format, Object... arguments) {
        return new QueryException(Kind.MISUSE, format, arguments);
    }

    /** Like {@link #misuse}. */
    static QueryException outside(String format, Object... arguments) {
        return new QueryException(Kind.OUTSIDE, format, arguments);
    }

    /** Like {@link #misuse}. */
    static QueryException unknown(String format, Object... arguments) {
        return new QueryException(Kind.UNKNOWN, format, arguments);
    }

    public Kind kind() {
        return kind;
    }

    /** Returns the message with other names for the parts of the query. */
    public String message(Function<Part, String> words) {
        return arguments == null ? getMessage() : text(words, format, arguments);
    }

    private static String text(Function<Part, String> words, String format, Object... arguments) {
        return String.format(
                Locale.ROOT,
                format,
                Arrays.stream(arguments)
                        .map(argument -> argument(words, argument))
                        .toArray());
    }

    private static Object argument(Function<Part, String> words, Object argument) {
        if (argument instanceof Part part) {
            return words.apply(part);
        }
        return argument instanceof Collection<?> several
                ? several.stream().map(one -> argument(words, one).toString()).collect(Collectors.joining(", "))
                : argument;
    }
}
