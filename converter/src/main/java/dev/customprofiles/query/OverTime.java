package dev.customprofiles.query;

import dev.customprofiles.live.History;
import dev.customprofiles.live.LiveSet;
import dev.customprofiles.live.Question;
import dev.customprofiles.live.Span;
import dev.customprofiles.live.Timeline;
import dev.customprofiles.profile.Shaping;
import dev.customprofiles.query.QueryException.Part;
import dev.customprofiles.replay.Replay;
import dev.customprofiles.text.InstantText;
import java.io.IOException;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Answers questions about several instants. */
record OverTime(CustomProfile custom, Input input, ZoneId zone) {

    /** Returns the profile at instants, all of which must be in the recording. */
    TimelineAnswer at(List<TimeExpression> times) throws IOException {
        return at(times, false);
    }

    /** @param turnover whether to compute the churn by site */
    TimelineAnswer at(List<TimeExpression> times, boolean turnover) throws IOException {
        Span span = custom.timeBase(input, times.stream().anyMatch(TimeExpression::fromStart));
        List<Long> instants = new ArrayList<>();
        for (TimeExpression time : times) {
            instants.add(time.resolve(span, zone));
        }
        Question question = custom.question(instants, Shaping.NONE);
        History history = custom.find(input, turnover ? question.withTurnover() : question);
        for (long nanos : instants) {
            refuseUnknown(history, nanos);
        }
        return answer(history);
    }

    private void refuseUnknown(History history, long nanos) throws QueryException {
        Timeline profile = history.profiles().get(0);
        if (nanos != Question.END && !profile.span().contains(nanos)) {
            throw QueryException.outside(
                    "%s is outside what the recording tells of %s: %s",
                    InstantText.local(nanos, zone), profile.profile(), Query.range(profile.span(), zone));
        }
        Optional<Span> pause = history.pauseAt(nanos);
        if (pause.isPresent()) {
            throw QueryException.outside(
                    "nothing was recorded at %s: the recording pauses from %s",
                    InstantText.local(nanos, zone), Query.range(pause.get(), zone));
        }
    }

    /** Returns the profile over time, with churn if that takes no additional pass. */
    TimelineAnswer timeline(Steps steps) throws IOException {
        return answer(custom.find(input, custom.question(instants(steps), Shaping.NONE)));
    }

    /** Returns the profile over time in a shape, with churn. */
    TimelineAnswer timeline(Steps steps, Shaping shaping) throws IOException {
        Question question = custom.withChurn(custom.question(instants(steps), shaping));
        return answer(shaped(custom.find(input, question), shaping));
    }

    /** Like {@link #timeline(Steps, Shaping)}, for all profiles if none is named, and with turnover by site where it is known. */
    TimelineAnswer timelines(Steps steps, Shaping shaping) throws IOException {
        if (isOfAll(steps)) {
            return answer(shaped(withTurnover(steps, shaping, false), shaping));
        }
        if (custom.name() != null || custom.pair() != null) {
            return timeline(steps, shaping);
        }
        Question question = custom.question(steps.instants(input.span(), zone), shaping);
        History all = custom.ask(input, custom.withChurn(question).withWholeHistory());
        if (all.profiles().isEmpty()) {
            throw new Missing(input)
                    .profiles(Replay.run(input.recording(), Question.everything()), Missing.Hint.BUILTINS);
        }
        return answer(shaped(all, shaping));
    }

    /**
     * Like {@link #timelines}, with leaks. Takes a single pass if the instants span the whole recording of a single
     * JVM.
     *
     * @param one whether the report is about a single profile, the named or the only one
     */
    ReportAnswer report(Steps steps, Shaping shaping, boolean one) throws IOException {
        if (!isOfAll(steps)) {
            TimelineAnswer timelines = one ? timeline(steps, shaping) : timelines(steps, shaping);
            return new ReportAnswer(timelines, custom.ages() == null ? new Leaks(custom, shaping).ask(input) : null);
        }
        History all = withTurnover(steps, shaping, one);
        return new ReportAnswer(answer(shaped(all, shaping)), Leaks.of(input, all));
    }

    /** Whether it is about all of the recording of one JVM, so that what came and went by site is found in the same pass. */
    private boolean isOfAll(Steps steps) throws IOException {
        return steps.areOfAll()
                && input.recording().byJvm().size() == 1
                && custom.ages() == null
                && custom.filter().collected() == null;
    }

    private History withTurnover(Steps steps, Shaping shaping, boolean one) throws IOException {
        boolean isNamed = one || custom.name() != null || custom.pair() != null;
        List<Long> instants = isNamed ? instants(steps) : steps.instants(input.span(), zone);
        Question question = custom.withChurn(custom.question(instants, shaping))
                .withWholeHistory()
                .withTurnover();
        History all = isNamed ? custom.find(input, question) : custom.ask(input, question);
        if (all.profiles().isEmpty()) {
            throw new Missing(input)
                    .profiles(Replay.run(input.recording(), Question.everything()), Missing.Hint.BUILTINS);
        }
        return all;
    }

    DiffAnswer diff(TimeExpression base, TimeExpression at) throws IOException {
        if (custom.ages() != null) {
            throw QueryException.misuse(
                    "%s and %s are not for a difference, which is about ages itself", Part.MIN_AGE, Part.MAX_AGE);
        }
        Span span = custom.timeBase(input, base.fromStart() || at.fromStart());
        long baseNanos = base.resolve(span, zone);
        long atNanos = at.resolve(span, zone);
        if (baseNanos >= Math.min(atNanos, span.endNanos())) {
            throw QueryException.misuse("%s has to be before %s", Part.BASE, Part.AT);
        }
        // Objects collected in between change from reachable to collected, so both are needed until the end.
        CustomProfile both = custom.ofReachableAndCollected();
        Question question = both.question(baseNanos, atNanos);
        History all = both.find(input, question);
        Timeline timeline = all.profiles().get(0);
        for (int instant = 0; instant < 2; instant++) {
            if (!all.isKnown(timeline, instant)) {
                throw QueryException.outside(
                        "%s is outside what the recording tells of %s: %s",
                        InstantText.local(timeline.instants().get(instant), zone),
                        timeline.profile(),
                        Query.range(timeline.span(), zone));
            }
        }
        // Objects younger than the time between the two were added in between. No snapshot before the first counts
        // them.
        long elapsed = timeline.instants().get(1) - baseNanos;
        Timeline young =
                both.find(input, question.youngerThan(elapsed)).profiles().get(0);
        return DiffAnswer.of(
                timeline.at(0),
                timeline.at(1),
                young.at(1),
                dropped(both, timeline, question, elapsed),
                custom.filter(),
                all.losses(),
                input.origin(),
                input.files());
    }

    /** Skipped unless the profile is weak, because only objects of a weak profile leave when collected. */
    private LiveSet dropped(CustomProfile both, Timeline timeline, Question question, long elapsed) throws IOException {
        if (!timeline.weak()) {
            return new LiveSet(
                    timeline.profile(), timeline.unit(), timeline.instants().get(0), List.of());
        }
        Question kept = question.withDropped();
        Timeline all = both.find(input, kept).profiles().get(0);
        Timeline young = both.find(input, kept.youngerThan(elapsed)).profiles().get(0);
        return DiffAnswer.dropped(all.at(0), all.at(1), young.at(1));
    }

    private List<Long> instants(Steps steps) throws IOException {
        boolean fromStart = steps.from().fromStart() || steps.to().fromStart();
        return steps.instants(custom.timeBase(input, fromStart), zone);
    }

    private static History shaped(History history, Shaping shaping) {
        List<Timeline> profiles =
                history.profiles().stream().map(shaping::apply).toList();
        return new History(profiles, history.pauses(), history.losses());
    }

    private TimelineAnswer answer(History history) {
        return new TimelineAnswer(history, input.origin(), input.files());
    }
}
