package dev.customprofiles.query;

import dev.customprofiles.live.Question;
import dev.customprofiles.live.Span;
import dev.customprofiles.query.QueryException.Part;
import dev.customprofiles.text.DurationText;
import dev.customprofiles.text.InstantText;
import java.io.IOException;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;

/**
 * Equidistant instants from a start to an end, and the end itself.
 *
 * @param from the first instant
 * @param to the last instant
 * @param everyNanos their distance in nanoseconds; 0 to divide the time into {@code parts}
 * @param parts the number of parts if no distance is given
 */
public record Steps(TimeExpression from, TimeExpression to, long everyNanos, int parts) {

    /** Maximum number of instants. A mistyped unit easily makes a million times as many. */
    static final int MOST = 10_000;

    /** The last step is omitted if the end follows sooner, because their file names would be equal. */
    private static final long SHORTEST = 1_000_000;

    /** Divides the whole time of the profile into parts. */
    public static Steps parts(int parts) {
        return new Steps(new TimeExpression.Start(), new TimeExpression.End(), 0, parts);
    }

    /** Returns whether the steps go from the start of the recording to its end. */
    boolean areOfAll() {
        return from instanceof TimeExpression.Start && to instanceof TimeExpression.End;
    }

    /** Returns the instants, ascending; the end of the recording is {@link Question#END}. */
    List<Long> instants(Span span, ZoneId zone) throws IOException {
        long first = from.resolve(span, zone);
        long last = to.resolve(span, zone);
        long end = Math.min(last, span.endNanos());
        if (Math.min(first, span.endNanos()) >= end) {
            throw QueryException.misuse("%s has to be before %s", Part.FROM, Part.TO);
        }
        inside(first, span, zone);
        if (last != Question.END) {
            inside(last, span, zone);
        }
        long step = everyNanos > 0 ? everyNanos : Math.max(1, Math.floorDiv(end - first, (long) parts));
        if ((end - first) / step >= MOST) {
            throw QueryException.misuse(
                    "%s %s makes %s instants, and at most %s are allowed: choose a longer one, or %s and %s",
                    Part.EVERY, DurationText.of(step), (end - first) / step, MOST, Part.FROM, Part.TO);
        }
        List<Long> instants = new ArrayList<>();
        long apart = Math.min(step, SHORTEST);
        for (long at = first; at == first || end - at >= apart; at += step) {
            instants.add(at);
        }
        boolean isShort = everyNanos == 0 && instants.size() > parts;
        if (isShort) {
            instants.remove(instants.size() - 1);
        }
        instants.add(last);
        return instants;
    }

    private static void inside(long nanos, Span span, ZoneId zone) throws IOException {
        if (!span.contains(nanos)) {
            throw QueryException.outside(
                    "%s is outside what the recording tells: %s",
                    InstantText.local(nanos, zone), Query.range(span, zone));
        }
    }
}
