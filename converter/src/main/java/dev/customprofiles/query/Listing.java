package dev.customprofiles.query;

import dev.customprofiles.builtin.BuiltinEvents;
import dev.customprofiles.builtin.BuiltinProfile;
import dev.customprofiles.builtin.RecordedJvm;
import dev.customprofiles.live.History;
import dev.customprofiles.live.Losses;
import dev.customprofiles.live.Question;
import dev.customprofiles.profile.Shaping;
import dev.customprofiles.replay.Replay;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Computes the totals of each profile.
 *
 * @param builtin the requested builtin profile; null for none
 * @param custom the custom profile, if no builtin one is requested
 */
record Listing(BuiltinProfile builtin, CustomProfile custom, Shaping shaping) {

    ListAnswer ask(Input input) throws IOException {
        boolean isPart = !custom.isWhole() || shaping.chooses();
        if (builtin != null && isPart) {
            throw QueryException.misuse("of %s the events are listed, not the objects: choose none", builtin.goName());
        }
        History history = history(input);
        Map<BuiltinProfile, BuiltinEvents> builtins = new LinkedHashMap<>();
        if (custom.pair() == null && !isPart) {
            builtins.putAll(BuiltinEvents.of(input.recording()));
            builtins.keySet().removeIf(other -> custom.name() != null && other != builtin);
        }
        if (history.profiles().isEmpty() && builtins.isEmpty()) {
            History all = Replay.run(input.recording(), Question.everything());
            throw custom.name() == null || all.profiles().isEmpty()
                    ? new Missing(input).profiles(all, isPart ? Missing.Hint.BUILTINS : Missing.Hint.PAIR)
                    : new Missing(input).profile(custom.name(), all);
        }
        List<RecordedJvm> jvms = List.copyOf(RecordedJvm.of(input.recording()).values());
        Losses losses = history.losses()
                .withDamage(builtins.values().stream()
                        .flatMap(events -> events.losses().stream())
                        .toList());
        return new ListAnswer(history.with(losses), isPart, jvms, builtins);
    }

    /** A builtin profile has no history, but the losses of the recording apply to it too. */
    private History history(Input input) throws IOException {
        if (builtin != null) {
            History all = Replay.run(input.recording(), Question.everything());
            return new History(List.of(), all.pauses(), all.losses());
        }
        Question question = custom.question(List.of(Question.END), shaping).withPeak();
        return custom.ask(input, custom.withChurn(question));
    }
}
