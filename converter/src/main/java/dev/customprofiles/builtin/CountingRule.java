package dev.customprofiles.builtin;

import dev.customprofiles.builtin.BuiltinProfile.Events;
import dev.customprofiles.reader.ChunkReader;
import java.io.IOException;
import java.util.HashMap;
import java.util.Map;

/** Decides which events of a profile's sources count, both in the profile itself and in the table of {@code list}. */
final class CountingRule {

    /** State of a thread that async-profiler sampled by wall clock while it used no processor. */
    private static final String SLEEPING = "STATE_SLEEPING";

    private final BuiltinProfile profile;
    private final ChunkReader events;
    private final Map<Long, Boolean> locks = new HashMap<>();

    CountingRule(BuiltinProfile profile, ChunkReader events) {
        this.profile = profile;
        this.events = events;
    }

    /** Returns the field that {@link #counts} needs; null if all events of the source count. */
    static String field(BuiltinProfile profile, ProfiledEvent source) {
        return switch (profile) {
            case PROFILE -> ProfiledEvent.STATE;
            case MUTEX -> source.event().equals(Events.THREAD_PARK) ? source.objectClass() : null;
            default -> null;
        };
    }

    /**
     * Returns whether the current event counts.
     *
     * @param slot slot of the {@linkplain #field field}; -1 if all events of the source count
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

    /**
     * Returns whether a thread parked on an object of the class waits for a lock, rather than for a condition or for
     * work.
     */
    private static boolean isLock(String className) {
        return className.startsWith("java.util.concurrent.locks.ReentrantLock")
                || className.startsWith("java.util.concurrent.locks.ReentrantReadWriteLock")
                || className.startsWith("java.util.concurrent.locks.StampedLock");
    }
}
