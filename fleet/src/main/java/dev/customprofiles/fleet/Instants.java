package dev.customprofiles.fleet;

import dev.customprofiles.live.Question;
import dev.customprofiles.live.Span;
import dev.customprofiles.query.QueryException;
import dev.customprofiles.query.TimeExpression;
import dev.customprofiles.query.TimeSyntax;
import java.io.Serializable;
import java.time.ZoneId;

/**
 * The instants that the job asks about, as TIMEs: what is relative is relative to each JVM's recording, so that clocks and ends may differ.
 *
 * @param at for the live sets
 * @param base for the growth since; null if that is not asked for
 * @param zone for local times
 */
record Instants(String at, String base, String zone) implements Serializable {

    /** @throws IllegalArgumentException with a message for the user if one of them is not a TIME */
    Instants {
        TimeSyntax.parse(at);
        if (base != null) {
            TimeSyntax.parse(base);
        }
    }

    long at(Span span) throws QueryException {
        return nanos(at, span);
    }

    long base(Span span) throws QueryException {
        return nanos(base, span);
    }

    private long nanos(String text, Span span) throws QueryException {
        TimeExpression time = TimeSyntax.parse(text);
        return time instanceof TimeExpression.End ? Question.END : time.resolve(span, ZoneId.of(zone));
    }
}
