package dev.customprofiles.cli;

import dev.customprofiles.builtin.BuiltinAnswer;
import dev.customprofiles.builtin.BuiltinProfile;
import dev.customprofiles.builtin.TimeRange;
import dev.customprofiles.profile.StackProfile;
import dev.customprofiles.reader.Recording;
import dev.customprofiles.replay.Span;
import dev.customprofiles.writer.InstantText;
import dev.customprofiles.writer.Quantity;
import dev.customprofiles.writer.ValueText;
import java.io.IOException;
import java.time.ZoneId;
import picocli.CommandLine.Option;

/** The options of Go's builtin profiles, which are made of what the JVM records by itself. */
final class BuiltinOptions {

    @Option(
            names = "--from",
            order = 3,
            paramLabel = "TIME",
            description = "Of a builtin profile that adds up, only what happened at that time or later.")
    private TimeExpression from;

    @Option(names = "--to", order = 3, paramLabel = "TIME", description = "And only what happened before that time.")
    private TimeExpression to;

    boolean given() {
        return from != null || to != null;
    }

    /** The profile in the range, or at the instant if it is about one. */
    BuiltinAnswer ask(
            RecordingOptions recordings,
            Recording recording,
            BuiltinProfile profile,
            TimeExpression at,
            boolean byThread)
            throws IOException {
        Span span = new Span(recording.startNanos(), recording.endNanos());
        TimeRange range =
                profile.accumulates() ? range(recordings, profile, at, span) : upTo(recordings, profile, at, span);
        return BuiltinAnswer.of(recording, profile, range, byThread)
                .orElseThrow(() -> new IOException("no events for --profile " + profile.goName() + " in "
                        + recordings.asGiven() + ": " + profile.eventToEnable() + " would have to be enabled"));
    }

    private TimeRange range(RecordingOptions recordings, BuiltinProfile profile, TimeExpression at, Span span)
            throws IOException {
        if (!(at instanceof TimeExpression.End)) {
            throw recordings.misuse(profile.goName() + " adds up over time: bound it with --from and --to, not --at");
        }
        ZoneId zone = ZoneId.systemDefault();
        long start = from == null || from instanceof TimeExpression.Start ? Long.MIN_VALUE : from.resolve(span, zone);
        long end = to == null ? Long.MAX_VALUE : to.resolve(span, zone);
        if (start >= end) {
            throw recordings.misuse("--from has to be before --to");
        }
        if (start > span.endNanos() || end <= span.startNanos()) {
            throw outside(start > span.endNanos() ? start : end, span);
        }
        return new TimeRange(start, end);
    }

    private TimeRange upTo(RecordingOptions recordings, BuiltinProfile profile, TimeExpression at, Span span)
            throws IOException {
        if (given()) {
            throw recordings.misuse(profile.goName() + " is about an instant: choose it with --at, not --from or --to");
        }
        long atNanos = at.resolve(span, ZoneId.systemDefault());
        if (!(at instanceof TimeExpression.End) && !span.contains(atNanos)) {
            throw outside(atNanos, span);
        }
        return TimeRange.upTo(atNanos);
    }

    private static IOException outside(long nanos, Span span) {
        ZoneId zone = ZoneId.systemDefault();
        return new IOException(InstantText.local(nanos, zone) + " is outside the recording, which goes from "
                + InstantText.local(span.startNanos(), zone) + " to " + InstantText.local(span.endNanos(), zone));
    }

    /** {@code block from ... to ...: 1.20s delay from 34 stacks}. */
    static String summary(BuiltinProfile builtin, StackProfile profile) {
        ZoneId zone = ZoneId.systemDefault();
        String time = builtin.accumulates()
                ? " from " + InstantText.local(profile.timeNanos(), zone) + " to "
                        + InstantText.local(profile.endNanos(), zone)
                : " at " + InstantText.local(profile.timeNanos(), zone);
        return profile.name() + time + ": " + ValueText.scaled(profile.total(), profile.shownType()) + " "
                + profile.shownType().name() + " from "
                + Quantity.of(profile.samples().size(), "stack");
    }
}
