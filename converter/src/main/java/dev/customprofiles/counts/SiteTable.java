package dev.customprofiles.counts;

import dev.customprofiles.live.Frame;
import java.util.Arrays;
import java.util.Collection;
import java.util.Collections;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Numbers the sites of a recording from 0 on, each once whichever chunk it is met in: what is done for each object, counting
 * and comparing, is done with numbers. Which site gets which number depends on the order in which threads come, so no
 * answer may depend on it. For any number of threads.
 */
public final class SiteTable {

    private static final int UNKNOWN = -1;

    /** Several threads may look for the other sites at once, and find the same. */
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

    /** The number of a site, which it gets when it is new. */
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
        numbers.put(site, size); // only now can another thread know the number
        return size++;
    }

    /** The site of a number. */
    public ProfileSite site(int number) {
        return entries[number].site;
    }

    /** Whether frames of its stack are not in the recording. */
    public boolean hasLostFrames(int number) {
        return entries[number].hasLostFrames;
    }

    /** Whether it stands for several sites that the recorder had no room to tell apart. */
    public boolean isOfSeveral(int number) {
        return entries[number].isOfSeveral;
    }

    /** How many sites there are so far. */
    public synchronized int size() {
        return size;
    }

    /** All sites so far, in no order; others may come meanwhile. */
    public Collection<ProfileSite> all() {
        return Collections.unmodifiableSet(numbers.keySet());
    }

    /** The site of the objects of the same origin whose value was, or was not, collected. */
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

    /** The same site for whichever thread, which is what snapshots know. */
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

    /** The one object that stands for all equal frames, so that comparing stacks is mostly comparing identities. */
    public Frame one(Frame frame) {
        Frame known = frames.putIfAbsent(frame, frame);
        return known == null ? frame : known;
    }
}
