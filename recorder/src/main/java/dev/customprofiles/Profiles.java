package dev.customprofiles;

import java.lang.ref.Reference;
import java.lang.ref.ReferenceQueue;
import java.lang.ref.WeakReference;
import java.util.Collection;
import java.util.concurrent.ConcurrentSkipListMap;

/** The profiles of this copy of the recorder, and what is done for all of them together. */
final class Profiles {

    private static final ConcurrentSkipListMap<String, Profile> BY_NAME = new ConcurrentSkipListMap<>();

    /** Values of all profiles that the collector took, and now and then a {@link Sentinel}. */
    static final ReferenceQueue<Object> COLLECTED = new ReferenceQueue<>();

    /**
     * Held while a collected value is processed, and while a snapshot counts. So an object is either among the live ones or
     * counted as collected, in all stripes of the snapshot. A monitor, because the JVM releases it whatever fails: the call
     * of an unlock method may itself overflow the stack.
     */
    private static final Object PROCESSING = new Object();

    /** Set while a snapshot counts, so that the application does not wait for it. */
    private static volatile boolean counting;

    /** Is garbage from the beginning, so that its reference is in the queue after the next collection. */
    private static final class Sentinel extends WeakReference<Object> {
        Sentinel() {
            super(new Object(), COLLECTED);
        }
    }

    /** Keeps the sentinel reachable, without which it would never be enqueued. Null after there was no memory for one. */
    private static volatile Sentinel sentinel = new Sentinel();

    /** Objects whose processing failed, to be processed again; linked by {@link LiveObject#nextFailed}. */
    private static volatile LiveObject failed;

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
        finishChunk();
        WaitingCaptures.resolveOld();
    }

    /** Reports what is known by now. */
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

    static void processCollected() {
        processCollected(Integer.MAX_VALUE);
    }

    /** Processes collected values of all profiles, as many as the limit says; none while a snapshot counts. */
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
            // The queue gives a reference once, so between taking it and noting its failure nothing is called.
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
