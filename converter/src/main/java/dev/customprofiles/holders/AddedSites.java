package dev.customprofiles.holders;

import dev.customprofiles.live.Site;
import java.io.IOException;
import java.util.Map;
import java.util.Set;

/** Finds where objects were added, in a recording of the same JVM. */
public interface AddedSites {

    /** For a dump without a recording. */
    AddedSites NONE = (keys, runningMillis) -> Map.of();

    /**
     * Returns the sites of those of the objects whose Add is in the recording.
     *
     * @param runningMillis a time at which the JVM was running, in milliseconds since the epoch
     */
    Map<AddKey, Site> find(Set<AddKey> keys, long runningMillis) throws IOException;
}
