package dev.customprofiles.query;

import dev.customprofiles.live.History;
import dev.customprofiles.live.Question;
import dev.customprofiles.live.Timelines;
import dev.customprofiles.pair.EventPair;
import dev.customprofiles.pair.PairReplay;
import dev.customprofiles.pair.UnknownPairException;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Two events that somebody asks about as a profile, as they were written; each may be missing.
 *
 * @param open the event that opens
 * @param close the event that closes
 * @param key the field of the event that opens that says what, and of the other if that has no field of its own
 * @param closeKey the field of the event that closes that says what; null if it has the name of the other
 * @param weight a number of the event that opens, to add up
 */
public record PairQuery(String open, String close, String key, String closeKey, String weight) {

    /**
     * Refuses half a pair.
     *
     * @param label the field to tell objects apart by, or null
     */
    public EventPair pair(String label) throws QueryException {
        Map<String, String> needed = new LinkedHashMap<>();
        needed.put("--open", open);
        needed.put("--close", close);
        needed.put("--key", key);
        List<String> missing = needed.keySet().stream()
                .filter(option -> needed.get(option) == null)
                .toList();
        if (!missing.isEmpty()) {
            throw QueryException.misuse(
                    "a pair of events needs --open, --close and --key; missing: " + String.join(", ", missing));
        }
        try {
            return new EventPair(open, close, key, closeKey == null ? key : closeKey, weight, label);
        } catch (IllegalArgumentException e) {
            throw QueryException.misuse(e.getMessage());
        }
    }

    /**
     * The answer about the pair. What is wrong with it is the user's mistake, unless the recording is damaged.
     *
     * @param label the field to tell objects apart by, or null
     */
    History ask(Input input, Question question, String label) throws IOException {
        try {
            return PairReplay.run(input.recording(), pair(label), question);
        } catch (UnknownPairException e) {
            throw new Missing(input).pair(e);
        }
    }

    /** As {@link #ask(Input, Question, String)}, about several instants. */
    Timelines ask(Input input, Question question, String label, List<Long> instants) throws IOException {
        try {
            return PairReplay.timelines(input.recording(), pair(label), question, instants);
        } catch (UnknownPairException e) {
            throw new Missing(input).pair(e);
        }
    }
}
