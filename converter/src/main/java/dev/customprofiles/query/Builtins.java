package dev.customprofiles.query;

import dev.customprofiles.builtin.BuiltinAnswer;
import dev.customprofiles.builtin.BuiltinProfile;
import dev.customprofiles.builtin.NoDumpYetException;
import dev.customprofiles.builtin.TimeRange;
import dev.customprofiles.live.AgeRange;
import dev.customprofiles.live.Site;
import dev.customprofiles.live.SiteFilter;
import dev.customprofiles.live.Span;
import dev.customprofiles.profile.SampleLabel;
import dev.customprofiles.profile.StackProfile;
import dev.customprofiles.profile.StackSample;
import dev.customprofiles.query.QueryException.Part;
import dev.customprofiles.reader.Recording;
import dev.customprofiles.text.InstantText;
import dev.customprofiles.text.Quantity;
import dev.customprofiles.writer.ValueText;
import java.io.IOException;
import java.time.ZoneId;
import java.util.Optional;

/** Answers questions about one of Go's builtin profiles. The components are as in {@link Query}. */
record Builtins(
        BuiltinProfile builtin,
        TimeExpression at,
        TimeExpression from,
        TimeExpression to,
        ObjectFilter objects,
        ZoneId zone) {

    /** Returns the profile over the time range, or at the instant for a profile that describes one. */
    Answer ask(Input input) throws IOException {
        Recording recording = input.recording();
        Span span = input.span();
        TimeRange range = builtin.accumulates() ? range(span) : upTo(span);
        BuiltinAnswer answer = answer(recording, range).orElse(null);
        if (answer == null) {
            throw new Missing(input).builtin(builtin);
        }
        StackProfile found = answer.profile().where(this::isWanted);
        return new Answer(found, summary(found), answer.losses(), input.origin(), input.files());
    }

    private Optional<BuiltinAnswer> answer(Recording recording, TimeRange range) throws IOException {
        try {
            return BuiltinAnswer.of(recording, builtin, range, objects.byThread());
        } catch (NoDumpYetException e) {
            throw QueryException.outside(
                    "nothing is known of the heap at %s: its objects are written when a recording is dumped or stopped,"
                            + " here from %s",
                    InstantText.local(range.toNanos() - 1, zone),
                    Query.range(new Span(e.firstNanos(), recording.endNanos()), zone));
        }
    }

    private TimeRange range(Span span) throws IOException {
        if (!(at instanceof TimeExpression.End)) {
            throw QueryException.misuse(
                    "%s adds up over time: bound it with %s and %s, not %s",
                    builtin.goName(), Part.FROM, Part.TO, Part.AT);
        }
        long start = from == null || from instanceof TimeExpression.Start ? Long.MIN_VALUE : from.resolve(span, zone);
        long end = to == null ? Long.MAX_VALUE : to.resolve(span, zone);
        if (start >= end) {
            throw QueryException.misuse("%s has to be before %s", Part.FROM, Part.TO);
        }
        if (start > span.endNanos() || end <= span.startNanos()) {
            throw outside(start > span.endNanos() ? start : end, span);
        }
        return new TimeRange(start, end);
    }

    private TimeRange upTo(Span span) throws IOException {
        if (from != null || to != null) {
            throw QueryException.misuse(
                    "%s is about an instant: choose it with %s, not %s or %s",
                    builtin.goName(), Part.AT, Part.FROM, Part.TO);
        }
        long atNanos = at.resolve(span, zone);
        if (!(at instanceof TimeExpression.End) && !span.contains(atNanos)) {
            throw outside(atNanos, span);
        }
        return TimeRange.upTo(atNanos);
    }

    private QueryException outside(long nanos, Span span) {
        return QueryException.outside(
                "%s is outside the recording, which goes from %s",
                InstantText.local(nanos, zone), Query.range(span, zone));
    }

    private boolean isWanted(StackSample sample) {
        long age = sample.label("age").map(SampleLabel::number).orElse(0L);
        AgeRange ages = objects.ages() == null ? AgeRange.ALL : objects.ages();
        Site site = new Site(sample.frames(), null, text(sample, "class"), text(sample, "thread"));
        return ages.minNanos() <= age
                && age <= ages.maxNanos()
                && new SiteFilter(null, objects.objectClass(), objects.thread(), null).test(site);
    }

    private static String text(StackSample sample, String label) {
        return sample.label(label).map(SampleLabel::text).orElse(null);
    }

    /** {@code block from ... to ...: 1.20s delay from 34 stacks}, or {@code goroutine at ...: 24 from 7 stacks}. */
    private String summary(StackProfile profile) {
        String time = builtin.accumulates()
                ? " from " + InstantText.local(profile.timeNanos(), zone) + " to "
                        + InstantText.local(profile.endNanos(), zone)
                : " at " + InstantText.local(profile.timeNanos(), zone);
        String type = profile.shownType().name();
        return profile.name() + time + ": " + ValueText.scaled(profile.total(), profile.shownType())
                + (type.equals(profile.name()) ? "" : " " + type) + " from "
                + Quantity.of(profile.samples().size(), "stack");
    }
}
