package dev.customprofiles.query;

import dev.customprofiles.builtin.BuiltinEvents;
import dev.customprofiles.builtin.BuiltinProfile;
import dev.customprofiles.builtin.RecordedJvm;
import dev.customprofiles.live.History;
import dev.customprofiles.live.Losses;
import dev.customprofiles.live.ProfileHistory;
import dev.customprofiles.live.Question;
import dev.customprofiles.live.Site;
import dev.customprofiles.live.Turnover;
import dev.customprofiles.profile.Shaping;
import dev.customprofiles.replay.Replay;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;

/** The answer about how much there is. */
record Listing(Query query, Shaping shaping) {

    private static final String NOTHING_HINT = ", and none of the JVM's: two others can make a profile, see --open";

    ListAnswer ask(Input input) throws IOException {
        query.check();
        boolean isPart = !query.isWhole() || shaping.chooses();
        if (query.builtin().isPresent() && isPart) {
            throw QueryException.misuse(
                    "of " + query.profile() + " the events are listed, not the objects: choose none");
        }
        History all = history(input);
        Map<BuiltinProfile, BuiltinEvents> builtins = new LinkedHashMap<>();
        if (query.pair() == null && !isPart) {
            builtins.putAll(BuiltinEvents.of(input.recording()));
            builtins.keySet()
                    .removeIf(other -> query.profile() != null
                            && !query.builtin().filter(other::equals).isPresent());
        }
        if (all.profiles().isEmpty() && builtins.isEmpty()) {
            History everything = Replay.run(input.recording(), Question.everything());
            throw query.profile() == null || everything.profiles().isEmpty()
                    ? new Missing(input).profiles(everything, isPart ? Query.BUILTIN_HINT : NOTHING_HINT)
                    : new Missing(input).profile(query.profile(), everything);
        }
        List<RecordedJvm> jvms = List.copyOf(RecordedJvm.of(input.recording()).values());
        if (!isPart) {
            Losses losses = all.losses()
                    .withDamage(builtins.values().stream()
                            .flatMap(events -> events.losses().stream())
                            .toList());
            return new ListAnswer(new History(all.profiles(), losses, all.pause()), false, true, 0, jvms, builtins);
        }
        Predicate<Site> sites = query.sites(shaping);
        Map<String, Turnover> turnovers = query.turnovers(input, listed(), List.of(Replay.END), sites);
        List<ProfileHistory> parts = all.profiles().stream()
                .map(history -> history.where(sites, turnovers.get(history.name())))
                .toList();
        return new ListAnswer(
                new History(parts, all.losses(), all.pause()),
                true,
                !turnovers.isEmpty(),
                turnovers.values().stream().mapToLong(Turnover::siteless).sum(),
                jvms,
                builtins);
    }

    private Question listed() {
        return query.question(Replay.END).withPeak();
    }

    /** Of a builtin profile there is none, but what was lost of the recording concerns that, too. */
    private History history(Input input) throws IOException {
        if (query.builtin().isPresent()) {
            History all = Replay.run(input.recording(), Question.everything());
            return new History(List.of(), all.losses(), all.pause());
        }
        return query.pair() == null
                ? Replay.run(input.recording(), listed())
                : query.pair().ask(input, listed(), query.labelField());
    }
}
