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
 * A profile of the recorder, or of a pair of events, and which of its objects are meant.
 *
 * @param name null for the only one, or for the event that opens
 * @param pair the events that make it; null if it is one of the recorder's
 * @param byThread whether each adding thread has sites of its own
 * @param ages which objects count by their age; null for all of them
 * @param filter which sites count
 */
record CustomProfile(String name, EventPair pair, boolean byThread, AgeRange ages, SiteFilter filter) {

    /** Whether all objects are meant. */
    boolean isWhole() {
        return ages == null && filter.equals(SiteFilter.ALL);
    }

    /** The same of objects whether their value was collected or not. */
    CustomProfile ofReachableAndCollected() {
        SiteFilter both = new SiteFilter(filter.label(), filter.objectClass(), filter.thread(), null);
        return new CustomProfile(name, pair, byThread, ages, both);
    }

    /** The question about the objects that are meant. */
    Question question(Long... instants) {
        return question(List.of(instants), Shaping.NONE);
    }

    /** The question about the objects that are meant and whose stacks a shape keeps. */
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

    /** The question with what came and went, unless that cannot be known: what was collected has no time of coming. */
    Question withChurn(Question question) {
        return filter.collected() == null ? question.withChurn() : question;
    }

    /** What the expression counts from; the profile's start is looked for at the start of the recording first. */
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
     * The answer about this one profile; where the part of the recording that the instants need does not know the profile, all
     * of it is asked.
     *
     * @throws QueryException if there is none, or several may be meant
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
