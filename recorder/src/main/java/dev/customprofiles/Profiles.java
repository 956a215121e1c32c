package dev.customprofiles;

import java.lang.ref.Reference;
import java.lang.ref.ReferenceQueue;
import java.lang.ref.WeakReference;
import java.util.Collection;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.locks.ReentrantLock;

/** The profiles of this copy of the recorder, and what is done for all of them together. */
final class Profiles {

    private static final ConcurrentSkipListMap<String, Profile> BY_NAME = new ConcurrentSkipListMap<>();

    /** Values of all profiles that the collector took, and now and then a {@link Sentinel}. */
    static final ReferenceQueue<Object> COLLECTED = new ReferenceQueue<>();

    /**
     * Held while a collected value is processed, and while a snapshot counts. So an object is either among the live ones or
     * counted as collected, in all stripes of the snapshot.
     */
    private static final ReentrantLock PROCESSING = new ReentrantLock();

    /** Set while a snapshot counts, so that the application does not wait for it. */
    private static volatile boolean counting;

    /** Is garbage from the beginning, so that its reference is in the queue after the next collection. */
    private static final class Sentinel extends WeakReference<Object> {
        Sentinel() {
            super(new Object(), COLLECTED);
        }
    }

    /** Keeps the sentinel reachable, without which it would never be enqueued. */
    private static Sentinel sentinel = new Sentinel();

    private Profiles() {}

    /** The profile of that name; null if there is none. */
    static Profile named(String name) {
        return BY_NAME.get(name);
    }

    /** Registers a profile, unless there is one of its name; then returns that. */
    static Profile putIfAbsent(Profile profile) {
        return BY_NAME.putIfAbsent(profile.name(), profile);
    }

    /** All profiles, by name. */
    static Collection<Profile> all() {
        return BY_NAME.values();
    }

    /** What a recording wants to be done each second. */
    static void tidy() {
        processCollected();
        WaitingCaptures.resolveOld();
    }

    /** Writes the live sets of all profiles into the recording. */
    static void takeSnapshot() {
        processCollected();
        WaitingCaptures.resolveAll();
        PROCESSING.lock();
        try {
            counting = true;
            Snapshot.take(all());
        } finally {
            counting = false;
            PROCESSING.unlock();
        }
    }

    static void processCollected() {
        processCollected(Integer.MAX_VALUE);
    }

    /** Processes collected values of all profiles, as many as the limit says; none while a snapshot counts. */
    static void processCollected(int limit) {
        for (int i = 0; i < limit && !counting; i++) {
            Reference<?> reference = COLLECTED.poll();
            if (reference == null) {
                return;
            }
            PROCESSING.lock();
            try {
                process(reference);
            } finally {
                PROCESSING.unlock();
            }
        }
    }

    private static void process(Reference<?> reference) {
        if (reference instanceof LiveObject object) {
            collected(object);
        } else {
            sentinel = new Sentinel();
            WaitingCaptures.resolveOld();
        }
    }

    private static void collected(LiveObject object) {
        Profile profile = object.profile;
        Departure departure = profile.isWeak()
                ? profile.objects().takeOutCollected(object)
                : profile.objects().keepCollected(object);
        if (departure != null) {
            Journal.INSTANCE.collected(departure);
            Sites.release(departure.where());
        }
    }
}
