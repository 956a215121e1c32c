package dev.customprofiles.query;

import dev.customprofiles.builtin.BuiltinEvents;
import dev.customprofiles.builtin.BuiltinProfile;
import dev.customprofiles.builtin.RecordedJvm;
import dev.customprofiles.live.History;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * How much there is of each profile.
 *
 * @param history the custom profiles, of the objects that were chosen
 * @param isPart whether not all objects were chosen
 * @param jvms who wrote the recording, in the order of their beginnings, as far as they say
 * @param builtins what there is for builtin profiles, in order; none where objects were chosen
 */
public record ListAnswer(
        History history, boolean isPart, List<RecordedJvm> jvms, Map<BuiltinProfile, BuiltinEvents> builtins) {

    /** Copies the list and the map. */
    public ListAnswer {
        jvms = List.copyOf(jvms);
        builtins = Collections.unmodifiableMap(new LinkedHashMap<>(builtins));
    }
}
