package dev.customprofiles.counts;

import dev.customprofiles.live.Frame;
import java.util.Arrays;
import java.util.Collection;
import java.util.Collections;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Numbers the distinct sites of a recording from 0, so that the work per object, counting and comparing, needs only
 * numbers. The numbers depend on the timing of threads, so no answer may depend on them. Thread-safe.
 */
public final class SiteTable {

    private static final int UNKNOWN = -1;

    /** Caches related sites. Racy, but all threads compute the same. */
    private static final class Entry {
        final ProfileSite site;
        final boolean hasLostFrames;
        final boolean isOfSeveral;
        int otherwiseCollected = UNKNOWN;
        int withoutThread = UNKNOWN;

        Entry(ProfileSite site) {
            this.site = site;
            hasLostFrames = site.site().frames().contains(Frame.LOST);
            isOfSeveral = site.site().frames().get(0).isOfSeveralSites();
        }
    }

    private final Map<ProfileSite, Integer> numbers = new ConcurrentHashMap<>();
    private final Map<Frame, Frame> frames = new ConcurrentHashMap<>();

    private volatile Entry[] entries = new Entry[64];
    private int size;

    /** Returns the number of a site, assigning one if the site is new. */
    public int number(ProfileSite site) {
        Integer known = numbers.get(site);
        return known == null ? add(site) : known;
    }

    private synchronized int add(ProfileSite site) {
        Integer known = numbers.get(site);
        if (known != null) {
            return known;
        }
        if (size == entries.length) {
            entries = Arrays.copyOf(entries, 2 * size);
        }
        entries[size] = new Entry(site);
        numbers.put(site, size); // publishes the number to other threads
        return size++;
    }

    /** Returns the site of a number. */
    public ProfileSite site(int number) {
        return entries[number].site;
    }

    /** Returns whether frames of the site's stack are missing from the recording. */
    public boolean hasLostFrames(int number) {
        return entries[number].hasLostFrames;
    }

    /** Returns whether the site stands for several sites for which the recorder had no room. */
    public boolean isOfSeveral(int number) {
        return entries[number].isOfSeveral;
    }

    /** Returns the number of sites so far. */
    public synchronized int size() {
        return size;
    }

    /** Returns all sites so far, in no particular order; other threads may add more meanwhile. */
    public Collection<ProfileSite> all() {
        return Collections.unmodifiableSet(numbers.keySet());
    }

    /** Returns the site of objects of the same origin whose values were, or were not, collected. */
    public int collected(int number, boolean areCollected) {
        Entry entry = entries[number];
        if (entry.site.site().collected() == areCollected) {
            return number;
        }
        if (entry.otherwiseCollected == UNKNOWN) {
            entry.otherwiseCollected = number(entry.site.asCollected(areCollected));
        }
        return entry.otherwiseCollected;
    }

    /** Returns the site without its thread, as snapshots have it. */
    public int withoutThread(int number) {
        Entry entry = entries[number];
        if (entry.site.site().thread() == null) {
            return number;
        }
        if (entry.withoutThread == UNKNOWN) {
            entry.withoutThread = number(entry.site.withoutThread());
        }
        return entry.withoutThread;
    }

    /** Interns a frame, so that comparing stacks is mostly comparing identities. */
    public Frame one(Frame frame) {
        Frame known = frames.putIfAbsent(frame, frame);
        return known == null ? frame : known;
    }
}
