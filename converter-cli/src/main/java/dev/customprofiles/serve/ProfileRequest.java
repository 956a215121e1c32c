package dev.customprofiles.serve;

import dev.customprofiles.query.Query;
import dev.customprofiles.query.TimeExpression;
import dev.customprofiles.query.TimeSyntax;
import dev.customprofiles.replay.AgeRange;
import dev.customprofiles.writer.DurationText;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;

/**
 * What is asked for by {@code /debug/pprof/NAME?...}.
 *
 * @param seconds for how long the difference is wanted; 0 for what is live, not the difference
 * @param collectGarbage whether the garbage is to be collected first
 * @param text whether to answer for people
 */
record ProfileRequest(Query query, long seconds, boolean collectGarbage, boolean text) {

    private static final List<String> KNOWN = List.of(
            "at", "from", "to", "seconds", "min-age", "max-age", "threads", "collected", "reachable", "debug", "gc");

    private static final int LONGEST = 1000;

    /**
     * @param parameters as they stand in the address; null for none
     * @throws BadRequestException if they are not understood; the message is for whoever asks
     */
    static ProfileRequest parse(String profile, String parameters) {
        Map<String, String> given = parameters(parameters);
        for (String name : given.keySet()) {
            if (!KNOWN.contains(name)) {
                throw new BadRequestException(
                        "unknown parameter \"" + name + "\" (has: " + String.join(", ", KNOWN) + ")");
            }
        }
        TimeExpression at = time(given, "at");
        Query query = new Query(
                profile,
                at == null ? new TimeExpression.End() : at,
                time(given, "from"),
                time(given, "to"),
                number(given, "threads") > 0,
                collected(given),
                ages(given),
                null,
                null,
                null,
                null);
        boolean text = number(given, "debug") != 0;
        long seconds = seconds(given);
        if (seconds > 0 && text) {
            throw new BadRequestException("seconds and debug params are incompatible");
        }
        if (seconds > 0 && (given.containsKey("from") || given.containsKey("to"))) {
            throw new BadRequestException("seconds and from or to params are incompatible");
        }
        return new ProfileRequest(query, seconds, number(given, "gc") > 0, text);
    }

    /** The same of another instant; what was to be done before has been. */
    ProfileRequest at(TimeExpression time) {
        return new ProfileRequest(query.at(time), seconds, false, text);
    }

    /** The first of each name, as in Go. */
    static Map<String, String> parameters(String text) {
        Map<String, String> parameters = new HashMap<>();
        if (text == null || text.isEmpty()) {
            return parameters;
        }
        if (text.length() > LONGEST) {
            throw new BadRequestException("too many parameters");
        }
        for (String parameter : text.split("&")) {
            String[] parts = parameter.split("=", 2);
            if (!parameter.isEmpty()) {
                parameters.putIfAbsent(
                        PercentEncoding.decode(parts[0]), parts.length == 1 ? "" : PercentEncoding.decode(parts[1]));
            }
        }
        return parameters;
    }

    /** As Go reads numbers here: what is none counts as 0. */
    static long number(Map<String, String> parameters, String name) {
        String text = parameters.getOrDefault(name, "");
        return text.matches("[+-]?\\d{1,9}") ? Long.parseLong(text) : 0;
    }

    private static long seconds(Map<String, String> parameters) {
        if (parameters.getOrDefault("seconds", "").isEmpty()) {
            return 0;
        }
        long seconds = number(parameters, "seconds");
        if (seconds <= 0) {
            throw new BadRequestException("invalid value for \"seconds\" - must be a positive integer");
        }
        return seconds;
    }

    private static TimeExpression time(Map<String, String> parameters, String name) {
        String text = parameters.getOrDefault(name, "");
        return text.isEmpty() ? null : understood(() -> TimeSyntax.parse(text));
    }

    private static Boolean collected(Map<String, String> given) {
        boolean collected = number(given, "collected") > 0;
        boolean reachable = number(given, "reachable") > 0;
        if (collected && reachable) {
            throw new IllegalArgumentException("collected and reachable params are incompatible");
        }
        return collected || reachable ? Boolean.valueOf(collected) : null;
    }

    private static AgeRange ages(Map<String, String> parameters) {
        String min = parameters.getOrDefault("min-age", "");
        String max = parameters.getOrDefault("max-age", "");
        if (min.isEmpty() && max.isEmpty()) {
            return null;
        }
        return new AgeRange(
                min.isEmpty() ? AgeRange.ALL.minNanos() : understood(() -> DurationText.parse(min)),
                max.isEmpty() ? AgeRange.ALL.maxNanos() : understood(() -> DurationText.parse(max)));
    }

    /** Only of what reads text is an illegal argument the asker's mistake. */
    private static <T> T understood(Supplier<T> reading) {
        try {
            return reading.get();
        } catch (IllegalArgumentException e) {
            throw new BadRequestException(e.getMessage());
        }
    }
}
