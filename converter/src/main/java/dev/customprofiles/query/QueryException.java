package dev.customprofiles.query;

import java.io.IOException;
import java.util.Arrays;
import java.util.Collection;
import java.util.Locale;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * A question that has no answer. The message is one line. It calls the parts of the question by their {@link Part#word()}; a
 * user interface that calls them otherwise, {@code --from} instead of {@code from}, gets its words from {@link #message}.
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

    /** What messages may be about. */
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
        /** No part of a question: where the user finds which profiles there are. */
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

    /** @param arguments for {@link String#format}; parts, and collections of them, are called what the user calls them */
    public static QueryException misuse(String format, Object... arguments) {
        return new QueryException(Kind.MISUSE, format, arguments);
    }

    /** As {@link #misuse}. */
    static QueryException outside(String format, Object... arguments) {
        return new QueryException(Kind.OUTSIDE, format, arguments);
    }

    /** As {@link #misuse}. */
    static QueryException unknown(String format, Object... arguments) {
        return new QueryException(Kind.UNKNOWN, format, arguments);
    }

    public Kind kind() {
        return kind;
    }

    /** The message with other words for the parts of the question. */
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
