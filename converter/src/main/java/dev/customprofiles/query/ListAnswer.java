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
 * The totals of each profile in a recording.
 *
 * @param history the custom profiles, counting only the chosen objects
 * @param isPart whether only a part of the objects was chosen
 * @param jvms the JVMs that wrote the recording, as far as they are recorded, in order of start
 * @param builtins the events of builtin profiles, in order; empty if objects were chosen
 */
public record ListAnswer(
        History history, boolean isPart, List<RecordedJvm> jvms, Map<BuiltinProfile, BuiltinEvents> builtins) {

    /** Copies the list and the map. */
    public ListAnswer {
        jvms = List.copyOf(jvms);
        builtins = Collections.unmodifiableMap(new LinkedHashMap<>(builtins));
    }
}
