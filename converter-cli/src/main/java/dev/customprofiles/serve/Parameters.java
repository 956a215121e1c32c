package dev.customprofiles.serve;

import dev.customprofiles.query.TimeExpression;
import dev.customprofiles.query.TimeSyntax;
import dev.customprofiles.text.DurationText;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;

/**
 * The parameters of an address, each at most once. Reading an invalid or empty value throws
 * {@link BadRequestException}.
 */
final class Parameters {

    private static final int LONGEST = 1000;

    private final Map<String, String> given = new HashMap<>();

    /**
     * @param text the query part of the address, still encoded; null for none
     * @param known the names of the allowed parameters
     * @throws BadRequestException if there is another parameter, or one twice
     */
    Parameters(String text, List<String> known) {
        if (text == null) {
            return;
        }
        if (text.length() > LONGEST) {
            throw new BadRequestException("the parameters are longer than " + LONGEST + " characters");
        }
        for (String parameter : text.split("&")) {
            if (parameter.isEmpty()) {
                continue;
            }
            String[] parts = parameter.split("=", 2);
            String name = PercentEncoding.decode(parts[0]);
            if (!known.contains(name)) {
                throw new BadRequestException("unknown parameter \"" + name + "\" ("
                        + (known.isEmpty() ? "there are none here" : "has: " + String.join(", ", known)) + ")");
            }
            if (given.put(name, parts.length == 1 ? "" : PercentEncoding.decode(parts[1])) != null) {
                throw new BadRequestException("parameter \"" + name + "\" is given twice");
            }
        }
    }

    boolean has(String name) {
        return given.containsKey(name);
    }

    /** Returns whether the value is a number other than 0, like Go's {@code debug=1}. */
    boolean flag(String name) {
        return has(name) && number(name, 0, "an integer from 0 to " + Integer.MAX_VALUE) != 0;
    }

    /** At least 1; 0 if it is not given. */
    int seconds(String name) {
        return has(name) ? number(name, 1, "a positive integer, at most " + Integer.MAX_VALUE) : 0;
    }

    /** Null if it is not given. */
    TimeExpression time(String name) {
        return has(name) ? understood(() -> TimeSyntax.parse(given.get(name))) : null;
    }

    /** Nanoseconds; the other value if it is not given. */
    long duration(String name, long otherwise) {
        return has(name) ? understood(() -> DurationText.parse(given.get(name))) : otherwise;
    }

    private int number(String name, int least, String expected) {
        String text = given.get(name);
        long number = text.matches("\\d{1,10}") ? Long.parseLong(text) : -1;
        if (number < least || number > Integer.MAX_VALUE) {
            // Go's message for seconds.
            throw new BadRequestException("invalid value for \"" + name + "\" - must be " + expected);
        }
        return (int) number;
    }

    /** Turns an illegal argument into a bad request, because only text of the client is parsed here. */
    private static <T> T understood(Supplier<T> reading) {
        try {
            return reading.get();
        } catch (IllegalArgumentException e) {
            throw new BadRequestException(e.getMessage());
        }
    }
}
