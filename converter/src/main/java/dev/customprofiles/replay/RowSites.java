package dev.customprofiles.replay;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * The sites of snapshot rows by the ids that the recorder gives them. It makes an id of the site's content, so one id is one site
 * in all snapshots of a recording, and its stack need be put together only once. For any number of threads.
 */
final class RowSites {

    /** With the strings: JDK 17 may lose one. */
    private record Key(RecorderCopy copy, String profile, long id, String label, String objectClass) {

        @Override
        public int hashCode() {
            return Long.hashCode(id);
        }
    }

    private final Map<Key, Integer> numbers = new ConcurrentHashMap<>();

    /** The number of the site of reachable objects; null if it is not known. */
    Integer number(RecorderCopy copy, String profile, long id, String label, String objectClass) {
        return numbers.get(new Key(copy, profile, id, label, objectClass));
    }

    /** Takes a site of which everything is known. That of an old recorder does not count: its ids might be equal by chance. */
    void put(RecorderCopy copy, String profile, long id, String label, String objectClass, int number) {
        if (!RecorderEvents.isOld(copy.recorder())) {
            numbers.put(new Key(copy, profile, id, label, objectClass), number);
        }
    }
}
