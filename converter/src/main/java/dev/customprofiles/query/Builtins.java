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
import dev.customprofiles.reader.Recording;
import dev.customprofiles.writer.InstantText;
import dev.customprofiles.writer.Quantity;
import dev.customprofiles.writer.ValueText;
import java.io.IOException;
import java.time.ZoneId;
import java.util.Optional;

/** Answers about Go's builtin profiles, which are made of what the JVM records by itself. */
record Builtins(Query query, BuiltinProfile builtin) {

    /** The profile in the range, or at the instant if it is about one. */
    Answer ask(Input input) throws IOException {
        Recording recording = input.recording();
        Span span = new Span(recording.startNanos(), recording.endNanos());
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
            return BuiltinAnswer.of(recording, builtin, range, query.byThread());
        } catch (NoDumpYetException e) {
            ZoneId zone = ZoneId.systemDefault();
            throw QueryException.outside("nothing is known of the heap at "
                    + InstantText.local(range.toNanos() - 1, zone)
                    + ": its objects are written when a recording is dumped or stopped, here from "
                    + Query.range(new Span(e.firstNanos(), recording.endNanos()), zone));
        }
    }

    private TimeRange range(Span span) throws IOException {
        if (!(query.at() instanceof TimeExpression.End)) {
            throw QueryException.misuse(
                    builtin.goName() + " adds up over time: bound it with --from and --to, not --at");
        }
        ZoneId zone = ZoneId.systemDefault();
        TimeExpression from = query.from();
        long start = from == null || from instanceof TimeExpression.Start ? Long.MIN_VALUE : from.resolve(span, zone);
        long end = query.to() == null ? Long.MAX_VALUE : query.to().resolve(span, zone);
        if (start >= end) {
            throw QueryException.misuse("--from has to be before --to");
        }
        if (start > span.endNanos() || end <= span.startNanos()) {
            throw outside(start > span.endNanos() ? start : end, span);
        }
        return new TimeRange(start, end);
    }

    private TimeRange upTo(Span span) throws IOException {
        if (query.hasRange()) {
            throw QueryException.misuse(
                    builtin.goName() + " is about an instant: choose it with --at, not --from or --to");
        }
        long atNanos = query.at().resolve(span, ZoneId.systemDefault());
        if (!(query.at() instanceof TimeExpression.End) && !span.contains(atNanos)) {
            throw outside(atNanos, span);
        }
        return TimeRange.upTo(atNanos);
    }

    private static QueryException outside(long nanos, Span span) {
        ZoneId zone = ZoneId.systemDefault();
        return QueryException.outside(InstantText.local(nanos, zone) + " is outside the recording, which goes from "
                + InstantText.local(span.startNanos(), zone) + " to " + InstantText.local(span.endNanos(), zone));
    }

    private boolean isWanted(StackSample sample) {
        long age = sample.label("age").map(SampleLabel::number).orElse(0L);
        AgeRange ages = query.ages() == null ? AgeRange.ALL : query.ages();
        Site site = new Site(sample.frames(), null, text(sample, "class"), text(sample, "thread"));
        return ages.minNanos() <= age
                && age <= ages.maxNanos()
                && new SiteFilter(null, query.objectClass(), query.thread(), null).test(site);
    }

    private static String text(StackSample sample, String label) {
        return sample.label(label).map(SampleLabel::text).orElse(null);
    }

    /** {@code block from ... to ...: 1.20s delay from 34 stacks}, or {@code goroutine at ...: 24 from 7 stacks}. */
    private String summary(StackProfile profile) {
        ZoneId zone = ZoneId.systemDefault();
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
