package dev.customprofiles.builtin;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * What a recording has for a builtin profile.
 *
 * @param counts how many events there are of which kind, in the order in which the profile takes them; at least one
 * @param losses what to say of events that the JVM took and could not keep; empty when there were none
 */
public record BuiltinEvents(Map<String, Long> counts, List<String> losses) {

    /** Copies both. */
    public BuiltinEvents {
        counts = Collections.unmodifiableMap(new LinkedHashMap<>(counts));
        losses = List.copyOf(losses);
    }
}
