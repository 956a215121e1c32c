package dev.customprofiles.query;

import dev.customprofiles.live.AgeRange;
import dev.customprofiles.live.History;
import dev.customprofiles.live.Question;
import dev.customprofiles.live.Site;
import dev.customprofiles.live.SiteFilter;
import dev.customprofiles.live.Span;
import dev.customprofiles.live.Timeline;
import dev.customprofiles.pair.EventPair;
import dev.customprofiles.pair.PairReplay;
import dev.customprofiles.pair.UnknownPairException;
import dev.customprofiles.profile.Shaping;
import dev.customprofiles.query.QueryException.Part;
import dev.customprofiles.replay.Replay;
import java.io.IOException;
import java.util.List;
import java.util.function.Predicate;

/**
 * A profile of the recorder or of an event pair, with the chosen objects.
 *
 * @param name null for the only profile, or for the name of the opening event
 * @param pair the events that make the profile; null for a profile of the recorder
 * @param byThread whether to keep the sites of different adding threads apart
 * @param ages chooses objects by age; null for all
 * @param filter chooses sites
 */
record CustomProfile(String name, EventPair pair, boolean byThread, AgeRange ages, SiteFilter filter) {

    /** Returns whether all objects are chosen. */
    boolean isWhole() {
        return ages == null && filter.equals(SiteFilter.ALL);
    }

    /** Returns a copy without the filter on collected values. */
    CustomProfile ofReachableAndCollected() {
        SiteFilter both = new SiteFilter(filter.label(), filter.objectClass(), filter.thread(), null);
        return new CustomProfile(name, pair, byThread, ages, both);
    }

    /** Returns the question about the chosen objects. */
    Question question(Long... instants) {
        return question(List.of(instants), Shaping.NONE);
    }

    /** Returns the question about the chosen objects whose stacks a shape keeps. */
    Question question(List<Long> instants, Shaping shaping) {
        Question question = Question.liveSet(name, instants.get(0)).at(instants);
        if (byThread) {
            question = question.withThreads();
        }
        if (ages != null) {
            question = question.ofAge(ages);
        }
        if (isWhole() && !shaping.chooses()) {
            return question;
        }
        Predicate<Site> sites = shaping.chooses() ? filter.and(shaping::passes) : filter;
        return question.where(sites);
    }

    /** Returns the question with churn, unless that cannot be known: collected objects have no time of being added. */
    Question withChurn(Question question) {
        return filter.collected() == null ? question.withChurn() : question;
    }

    /**
     * Returns the span to which a time expression is relative. The profile's start is looked for at the start of the
     * recording first.
     */
    Span timeBase(Input input, boolean fromStart) throws IOException {
        Span all = input.span();
        return fromStart && pair == null
                ? find(input, Question.liveSet(name, all.startNanos()))
                        .profiles()
                        .get(0)
                        .span()
                : all;
    }

    History ask(Input input, Question question) throws IOException {
        if (pair == null) {
            return Replay.run(input.recording(), question);
        }
        try {
            return PairReplay.run(input.recording(), pair, question);
        } catch (UnknownPairException e) {
            throw new Missing(input).pair(e);
        }
    }

    /**
     * Answers a question about this profile. If the part of the recording that the instants need does not have the
     * profile, the whole recording is read.
     *
     * @throws QueryException if there is no such profile, or several match
     */
    History find(Input input, Question question) throws IOException {
        History history = ask(input, question);
        if (history.profiles().isEmpty() && !question.wholeHistory()) {
            history = ask(input, question.withWholeHistory());
        }
        if (history.profiles().size() == 1) {
            return history;
        }
        History all = Replay.run(input.recording(), Question.everything());
        if (all.profiles().isEmpty()) {
            throw new Missing(input).profiles(all, Missing.Hint.BUILTINS);
        }
        throw name == null
                ? QueryException.misuse(
                        "several profiles in %s, choose one with %s: %s",
                        input.name(),
                        Part.PROFILE,
                        all.profiles().stream().map(Timeline::profile).toList())
                : new Missing(input).profile(name, all);
    }
}
