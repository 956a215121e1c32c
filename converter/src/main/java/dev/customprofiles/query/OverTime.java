package dev.customprofiles.query;

import dev.customprofiles.live.History;
import dev.customprofiles.live.Question;
import dev.customprofiles.live.Site;
import dev.customprofiles.live.Span;
import dev.customprofiles.live.Timeline;
import dev.customprofiles.live.Timelines;
import dev.customprofiles.live.Turnover;
import dev.customprofiles.profile.Shaping;
import dev.customprofiles.replay.Replay;
import dev.customprofiles.writer.InstantText;
import java.io.IOException;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;

/** Answers about several instants. */
record OverTime(Query query) {

    TimelineAnswer timeline(Input input, Steps steps) throws IOException {
        checkAboutLiveSets();
        List<Long> instants = steps.instants(
                query.timeBase(input, steps.from().fromStart() || steps.to().fromStart()));
        return timeline(input, query.question(Replay.END), instants);
    }

    TimelineAnswer timeline(Input input, Steps steps, Shaping shaping) throws IOException {
        TimelineAnswer all = timeline(input, steps);
        Timeline shaped = shaped(input, List.of(all.timeline()), shaping).get(0);
        return new TimelineAnswer(shaped, all.pauses(), all.losses(), all.origin(), all.files());
    }

    TimelinesAnswer timelines(Input input, Steps steps, Shaping shaping) throws IOException {
        if (query.profile() != null || query.pair() != null) {
            TimelineAnswer one = timeline(input, steps, shaping);
            Timelines timelines = new Timelines(List.of(one.timeline()), one.pauses(), one.losses());
            return new TimelinesAnswer(timelines, one.origin(), one.files());
        }
        checkAboutLiveSets();
        List<Long> instants = steps.instants(
                new Span(input.recording().startNanos(), input.recording().endNanos()));
        Timelines timelines =
                Replay.timelines(input.recording(), query.question(Replay.END).withWholeHistory(), instants);
        if (timelines.profiles().isEmpty()) {
            throw new Missing(input).profiles(Replay.run(input.recording(), Question.everything()), Query.BUILTIN_HINT);
        }
        List<Timeline> shaped = shaped(input, timelines.profiles(), shaping);
        return new TimelinesAnswer(
                new Timelines(shaped, timelines.pauses(), timelines.losses()), input.origin(), input.files());
    }

    DiffAnswer diff(Input input, TimeExpression base) throws IOException {
        checkAboutLiveSets();
        if (query.ages() != null) {
            throw QueryException.misuse("--min-age and --max-age are not for a difference, which is about ages itself");
        }
        Span span = query.timeBase(input, base.fromStart() || query.at().fromStart());
        ZoneId zone = ZoneId.systemDefault();
        long baseNanos = base.resolve(span, zone);
        long atNanos = query.at().resolve(span, zone);
        if (baseNanos >= Math.min(atNanos, span.endNanos())) {
            throw QueryException.misuse("--base has to be before --at");
        }
        // What was collected in between changes from the one to the other, so both are needed until the end.
        OverTime whole = new OverTime(query.ofReachableAndCollected());
        TimelineAnswer all = whole.timeline(input, query.question(atNanos), List.of(baseNanos, atNanos));
        for (int instant = 0; instant < 2; instant++) {
            if (!all.isKnown(instant)) {
                throw QueryException.outside(
                        InstantText.local(all.timeline().instants().get(instant), zone)
                                + " is outside what the recording tells of "
                                + all.timeline().profile() + ": "
                                + Query.range(all.timeline().span(), zone));
            }
        }
        // What is younger than the time between the two was added in between. No snapshot before the first counts it.
        long elapsed = all.timeline().instants().get(1) - baseNanos;
        TimelineAnswer young =
                whole.timeline(input, query.question(atNanos).youngerThan(elapsed), List.of(baseNanos, atNanos));
        return DiffAnswer.of(
                all.timeline().at(0),
                all.timeline().at(1),
                young.timeline().at(1),
                query.siteFilter(),
                all.losses(),
                input.origin(),
                input.files());
    }

    private TimelineAnswer timeline(Input input, Question question, List<Long> instants) throws IOException {
        Timelines timelines = query.pair() != null
                ? query.pair().ask(input, question, query.labelField(), instants)
                : Replay.timelines(input.recording(), question, instants);
        if (query.pair() == null
                && !question.wholeHistory()
                && chosen(timelines).isEmpty()) {
            timelines = Replay.timelines(input.recording(), question.withWholeHistory(), instants);
        }
        Optional<Timeline> chosen = chosen(timelines);
        if (chosen.isEmpty()) {
            History all = Replay.run(input.recording(), Question.everything());
            throw all.profiles().isEmpty()
                    ? new Missing(input).profiles(all, Query.BUILTIN_HINT)
                    : query.profile() == null
                            ? QueryException.severalProfiles(input.name(), all)
                            : new Missing(input).profile(query.profile(), all);
        }
        Timeline timeline = filtered(chosen.get());
        return new TimelineAnswer(timeline, timelines.pauses(), timelines.losses(), input.origin(), input.files());
    }

    /** Empty also where several may be meant. */
    private Optional<Timeline> chosen(Timelines timelines) {
        List<Timeline> profiles = timelines.profiles();
        return query.profile() != null
                ? timelines.profile(query.profile())
                : profiles.size() == 1 ? Optional.of(profiles.get(0)) : Optional.empty();
    }

    private Timeline filtered(Timeline timeline) throws QueryException {
        return query.isWhole() ? timeline : timeline.where(query.siteFilter());
    }

    private List<Timeline> shaped(Input input, List<Timeline> timelines, Shaping shaping) throws IOException {
        if (query.isWhole() && !shaping.chooses()) {
            return timelines.stream().map(shaping::apply).toList();
        }
        Predicate<Site> sites = query.sites(shaping);
        Question question = query.question(Replay.END);
        Map<String, Turnover> turnovers = query.turnovers(
                input,
                query.profile() == null ? question.withWholeHistory() : question,
                timelines.get(0).instants(),
                sites);
        return timelines.stream()
                .map(timeline -> shaping.apply(timeline.where(sites)
                        .with(
                                turnovers.containsKey(timeline.profile())
                                        ? turnovers.get(timeline.profile()).intervals()
                                        : List.of())))
                .toList();
    }

    private void checkAboutLiveSets() throws QueryException {
        if (query.builtin().isPresent()) {
            throw QueryException.misuse(query.profile() + " is a builtin profile: this is about live sets over time");
        }
        query.check();
    }
}
