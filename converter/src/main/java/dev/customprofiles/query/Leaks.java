package dev.customprofiles.query;

import dev.customprofiles.leaks.Healthy;
import dev.customprofiles.leaks.LeakSearch;
import dev.customprofiles.leaks.Suspect;
import dev.customprofiles.live.History;
import dev.customprofiles.live.Losses;
import dev.customprofiles.live.Question;
import dev.customprofiles.live.Timeline;
import dev.customprofiles.profile.Shaping;
import dev.customprofiles.query.QueryException.Part;
import dev.customprofiles.reader.Chunk;
import dev.customprofiles.reader.Recording;
import dev.customprofiles.replay.Replay;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;

/** Searches for leaks. Each JVM of a recording is searched separately, because its objects end with it. */
record Leaks(CustomProfile custom, Shaping shaping) {

    /** The combined results of the JVMs. */
    private static final class Found {
        final List<Suspect> suspects = new ArrayList<>();
        final List<String> notes = new ArrayList<>();
        final TreeMap<String, Healthy> profiles = new TreeMap<>();
        Losses losses;

        void add(Recording jvm, History history) {
            losses = losses == null ? history.losses() : losses.plus(history.losses());
            for (Timeline all : history.profiles()) {
                Timeline profile = all.thinned(LeakSearch.INSTANTS);
                LeakSearch search = LeakSearch.of(profile, history.losses(), lastSnapshot(jvm, profile, history));
                suspects.addAll(search.suspects());
                notes.addAll(search.notes());
                profiles.put(
                        profile.profile(),
                        new Healthy(
                                profile.profile(),
                                profile.at(profile.instants().size() - 1).count(),
                                profile.churn().sites().size()));
            }
        }

        LeaksAnswer answer(Input input) throws IOException {
            List<Suspect> found = LeakSearch.together(suspects);
            found.forEach(suspect -> profiles.remove(suspect.profile()));
            return new LeaksAnswer(
                    found, List.copyOf(profiles.values()), notes, input.span(), losses, input.origin(), input.files());
        }
    }

    /**
     * Searches a given history, which must be that of the only JVM, with turnover, at equidistant instants from the
     * start of the recording to its end.
     */
    static LeaksAnswer of(Input input, History history) throws IOException {
        Found found = new Found();
        found.add(input.recording(), history);
        return found.answer(input);
    }

    LeaksAnswer ask(Input input) throws IOException {
        if (custom.ages() != null) {
            throw QueryException.misuse(
                    "%s and %s are not for leaks, which are found by their ages", Part.MIN_AGE, Part.MAX_AGE);
        }
        Found found = new Found();
        for (Recording jvm : input.recording().byJvm()) {
            found.add(jvm, history(input, jvm));
        }
        if (found.profiles.isEmpty()) {
            History all = Replay.run(input.recording(), Question.everything());
            throw custom.name() == null || all.profiles().isEmpty()
                    ? new Missing(input).profiles(all, Missing.Hint.PAIR)
                    : new Missing(input).profile(custom.name(), all);
        }
        return found.answer(input);
    }

    private History history(Input input, Recording jvm) throws IOException {
        long start = jvm.startNanos();
        long end = jvm.endNanos();
        List<Long> instants = new ArrayList<>();
        for (int i = 0; i + 1 < LeakSearch.INSTANTS; i++) {
            instants.add(start + (end - start) / (LeakSearch.INSTANTS - 1) * i);
        }
        instants.add(Question.END);
        Question question = custom.question(instants, shaping).withWholeHistory();
        return custom.ask(new Input(jvm, input.name(), input.origin()), question.withTurnover());
    }

    /** Every chunk begins with a snapshot of all profiles. */
    private static long lastSnapshot(Recording jvm, Timeline profile, History history) {
        boolean hasNone = history.losses().baseless().contains(profile.profile());
        return hasNone
                ? LeakSearch.NO_SNAPSHOT
                : jvm.chunks().stream().mapToLong(Chunk::startNanos).max().orElse(LeakSearch.NO_SNAPSHOT);
    }
}
