package dev.customprofiles;

import java.lang.ref.Reference;
import java.lang.ref.ReferenceQueue;
import java.lang.ref.WeakReference;
import java.util.Collection;
import java.util.concurrent.ConcurrentSkipListMap;

/** The registry of the profiles of this recorder copy, and the work that is done for all of them together. */
final class Profiles {

    /** One moment by both clocks. Heap dumps know the time of day, objects only {@link System#nanoTime}. */
    static final long ANCHOR_NANOS = System.nanoTime();

    static final long ANCHOR_MILLIS = System.currentTimeMillis();

    private static final ConcurrentSkipListMap<String, Profile> BY_NAME = new ConcurrentSkipListMap<>();

    /** References of all profiles whose values were collected, and now and then a {@link Sentinel}. */
    static final ReferenceQueue<Object> COLLECTED = new ReferenceQueue<>();

    /**
     * Held while a collected value is processed, and while a snapshot counts. So a snapshot counts each object either
     * as reachable or as collected. This is a monitor because the JVM always releases it, whereas a call to unlock may
     * itself overflow the stack.
     */
    private static final Object PROCESSING = new Object();

    /** Set while a snapshot counts, so that application threads skip collected values instead of waiting. */
    private static volatile boolean counting;

    /** Refers to garbage from the start, so that it is enqueued by the next collection. */
    private static final class Sentinel extends WeakReference<Object> {
        Sentinel() {
            super(new Object(), COLLECTED);
        }
    }

    /**
     * Keeps the sentinel reachable, because otherwise it would never be enqueued. Null if there was no memory for one.
     */
    private static volatile Sentinel sentinel = new Sentinel();

    /** Objects to process again after a failure, linked by {@link LiveObject#nextFailed}. */
    private static volatile LiveObject failed;

    private Profiles() {}

    /** Returns the profile of that name; null if there is none. */
    static Profile named(String name) {
        return BY_NAME.get(name);
    }

    /** Registers a profile; returns null, or the profile that already has the name. */
    static Profile putIfAbsent(Profile profile) {
        return BY_NAME.putIfAbsent(profile.name(), profile);
    }

    /** Returns all profiles, sorted by name. */
    static Collection<Profile> all() {
        return BY_NAME.values();
    }

    /** Runs once a second during a recording. */
    static void tidy() {
        finishChunk();
        WaitingCaptures.resolveOld();
    }

    /** Reports collected values and lost events so far. */
    static void finishChunk() {
        processCollected();
        all().forEach(Profile::reportLost);
    }

    /** Writes the live sets of all profiles into the recording. */
    static void takeSnapshot() {
        processCollected();
        WaitingCaptures.resolveAll();
        synchronized (PROCESSING) {
            try {
                counting = true;
                Snapshot.take(all());
            } finally {
                counting = false;
            }
        }
    }

    /**
     * Ends this copy of the recorder, as far as JFR is concerned: it writes no more events and no more snapshots. For each live object one
     * event is reported as lost, for its removal will not be recorded.
     */
    static void end() {
        finishChunk();
        for (Profile profile : all()) {
            Journal.INSTANCE.lost(profile, profile.count());
        }
        Journal.INSTANCE.end();
    }

    static void processCollected() {
        processCollected(Integer.MAX_VALUE);
    }

    /** Processes collected values of all profiles, up to a limit; none while a snapshot counts. */
    static void processCollected(int limit) {
        if (sentinel == null) {
            sentinel = new Sentinel();
        }
        for (int i = 0; i < limit && !counting; i++) {
            LiveObject again = failed;
            Reference<?> reference = again == null ? COLLECTED.poll() : again;
            if (reference == null) {
                return;
            }
            // The queue returns a reference only once, so no call comes between polling it and noting its failure.
            synchronized (PROCESSING) {
                if (again != null) {
                    if (failed != again) {
                        continue;
                    }
                    failed = again.nextFailed;
                    again.nextFailed = null;
                }
                try {
                    process(reference);
                } catch (Throwable failure) {
                    if (reference instanceof LiveObject object) {
                        object.nextFailed = failed;
                        failed = object;
                    } else {
                        sentinel = null;
                    }
                    throw failure;
                }
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
            report(departure);
        }
    }

    private static void report(Departure departure) {
        try {
            Sites.release(departure.where());
            Journal.INSTANCE.collected(departure);
        } catch (Throwable failure) {
            departure.object().profile.lostEvent();
            throw failure;
        }
    }
}
