package dev.customprofiles.builtin;

import dev.customprofiles.builtin.BuiltinProfile.Events;
import dev.customprofiles.reader.ChunkReader;
import java.io.IOException;
import java.util.HashMap;
import java.util.Map;

/** Decides which events of a profile's sources count, for the profile itself and for its number in a list. */
final class CountingRule {

    /** A thread that async-profiler met while it was looking at the wall clock: it uses no processor. */
    private static final String SLEEPING = "STATE_SLEEPING";

    private final BuiltinProfile profile;
    private final ChunkReader events;
    private final Map<Long, Boolean> locks = new HashMap<>();

    CountingRule(BuiltinProfile profile, ChunkReader events) {
        this.profile = profile;
        this.events = events;
    }

    /** The field that {@link #counts} needs; null if all events of the source count. */
    static String field(BuiltinProfile profile, ProfiledEvent source) {
        return switch (profile) {
            case PROFILE -> ProfiledEvent.STATE;
            case MUTEX -> source.event().equals(Events.THREAD_PARK) ? source.objectClass() : null;
            default -> null;
        };
    }

    /**
     * Whether the current event counts.
     *
     * @param slot where the {@linkplain #field field} is; -1 if all events of the source count
     */
    boolean counts(int slot) throws IOException {
        if (slot < 0) {
            return true;
        }
        return profile == BuiltinProfile.PROFILE
                ? !SLEEPING.equals(events.stringAt(slot))
                : isLock(events.longAt(slot));
    }

    private boolean isLock(long classKey) throws IOException {
        Boolean known = locks.get(classKey);
        if (known == null) {
            String name = events.className(classKey);
            known = name != null && isLock(name);
            locks.put(classKey, known);
        }
        return known;
    }

    /** Whether threads that park for an object of the class wait for a lock, and not for a condition or for work. */
    private static boolean isLock(String className) {
        return className.startsWith("java.util.concurrent.locks.ReentrantLock")
                || className.startsWith("java.util.concurrent.locks.ReentrantReadWriteLock")
                || className.startsWith("java.util.concurrent.locks.StampedLock");
    }
}
