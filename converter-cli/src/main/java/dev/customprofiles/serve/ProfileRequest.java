package dev.customprofiles.serve;

import dev.customprofiles.live.AgeRange;
import dev.customprofiles.query.ObjectFilter;
import dev.customprofiles.query.Query;
import dev.customprofiles.query.TimeExpression;
import java.time.ZoneId;
import java.util.List;

/**
 * A request for {@code /debug/pprof/NAME?...}.
 *
 * @param seconds the duration for a difference; 0 for the live set instead
 * @param collectGarbage whether to collect garbage first
 * @param text whether to reply with text
 */
record ProfileRequest(Query query, long seconds, boolean collectGarbage, boolean text) {

    private static final List<String> KNOWN = List.of(
            "at", "from", "to", "seconds", "min-age", "max-age", "threads", "collected", "reachable", "debug", "gc");

    /**
     * @param parameters the query part of the address, still encoded; null for none
     * @throws BadRequestException if they are invalid; the message is for the client
     */
    static ProfileRequest parse(String profile, String parameters) {
        Parameters given = new Parameters(parameters, KNOWN);
        TimeExpression at = given.time("at");
        Query query = new Query(
                profile,
                at == null ? new TimeExpression.End() : at,
                given.time("from"),
                given.time("to"),
                new ObjectFilter(given.flag("threads"), collected(given), ages(given), null, null, null),
                null,
                ZoneId.systemDefault());
        boolean text = given.flag("debug");
        long seconds = given.seconds("seconds");
        if (seconds > 0 && text) {
            throw new BadRequestException("seconds and debug params are incompatible");
        }
        if (seconds > 0 && (given.has("from") || given.has("to"))) {
            throw new BadRequestException("seconds and from or to params are incompatible");
        }
        return new ProfileRequest(query, seconds, given.flag("gc"), text);
    }

    private static Boolean collected(Parameters given) {
        boolean collected = given.flag("collected");
        boolean reachable = given.flag("reachable");
        if (collected && reachable) {
            throw new BadRequestException("collected and reachable params are incompatible");
        }
        return collected || reachable ? Boolean.valueOf(collected) : null;
    }

    private static AgeRange ages(Parameters given) {
        return given.has("min-age") || given.has("max-age")
                ? new AgeRange(
                        given.duration("min-age", AgeRange.ALL.minNanos()),
                        given.duration("max-age", AgeRange.ALL.maxNanos()))
                : null;
    }

    /** Returns the request at another instant, after its preparations are done. */
    ProfileRequest at(TimeExpression time) {
        return new ProfileRequest(query.at(time), seconds, false, text);
    }
}
