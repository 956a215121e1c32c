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
 * Instants that are equally far apart, from a start on, and the end.
 *
 * @param from the first
 * @param to the last
 * @param everyNanos how far they are apart; 0 for so far that there are {@code parts} parts
 * @param parts into how many parts to divide the time where nobody said how long they are
 */
public record Steps(TimeExpression from, TimeExpression to, long everyNanos, int parts) {

    /** More would be nobody's wish, and a mistyped unit is easily a factor of a million. */
    static final int MOST = 10_000;

    /** The last step is left out where the end follows sooner: names of files would be the same. */
    private static final long SHORTEST = 1_000_000;

    /** So many parts of all that can be answered. */
    public static Steps parts(int parts) {
        return new Steps(new TimeExpression.Start(), new TimeExpression.End(), 0, parts);
    }

    /** Whether they go from the start of the recording to its end. */
    boolean areOfAll() {
        return from instanceof TimeExpression.Start && to instanceof TimeExpression.End;
    }

    /** The instants, ascending; the end of the recording is {@link Question#END}. */
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
