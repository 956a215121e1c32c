package dev.customprofiles.replay;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * The sites of snapshot rows by the recorder's id. The id is computed from the content, so it is the same in all
 * snapshots of a recording, and the stack is built only once. Thread-safe.
 */
final class RowSites {

    /** Includes the strings, because JDK 17 may lose one. */
    private record Key(RecorderCopy copy, String profile, long id, String label, String objectClass) {

        @Override
        public int hashCode() {
            return Long.hashCode(id);
        }
    }

    private final Map<Key, Integer> numbers = new ConcurrentHashMap<>();

    /** Returns the number of the site of reachable objects; null if unknown. */
    Integer number(RecorderCopy copy, String profile, long id, String label, String objectClass) {
        return numbers.get(new Key(copy, profile, id, label, objectClass));
    }

    /** Stores a completely known site. Sites of old recorders are ignored, because their ids may collide. */
    void put(RecorderCopy copy, String profile, long id, String label, String objectClass, int number) {
        if (!RecorderEvents.isOld(copy.recorder())) {
            numbers.put(new Key(copy, profile, id, label, objectClass), number);
        }
    }
}
