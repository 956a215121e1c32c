package dev.customprofiles.replay;

import dev.customprofiles.counts.ProfileSite;
import dev.customprofiles.counts.SiteTable;
import dev.customprofiles.counts.Stacks;
import dev.customprofiles.live.Frame;
import dev.customprofiles.live.HiddenClass;
import dev.customprofiles.live.Site;
import dev.customprofiles.reader.ChunkReader;
import dev.customprofiles.reader.ThreadInfo;
import java.io.IOException;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;

/**
 * Numbers the origins of a chunk's Adds, from 0. An origin identifies a site within a chunk by keys, without reading
 * its stack. Only the sites that matter are resolved. Two origins may have the same site.
 */
final class AddOrigins {

    private static final int NONE = -1;

    /** Columns of the keys of an origin, which also has a profile and a label. */
    private static final int STACK = 0;

    private static final int SKIP = 1;
    private static final int CLASS = 2;
    private static final int THREAD = 3;
    private static final int WIDTH = 4;

    private final SiteTable sites;
    private final boolean byThread;
    private final ChunkReader events;
    private final Stacks stacks;

    /** Hash table of origins, at most half full. */
    private int[] table = new int[256];

    private int size;
    private long[] numbers = new long[64 * WIDTH];
    private String[] profiles = new String[64];
    private String[] labels = new String[64];

    private final Set<ProfileSite> truncated = new HashSet<>();

    /** The sites of the origins that were resolved. */
    private int[] known = new int[64];

    /**
     * @param sites the sites of all chunks
     * @param byThread whether to keep the sites of different adding threads apart
     * @param events the reader of the chunk
     */
    AddOrigins(SiteTable sites, boolean byThread, ChunkReader events) {
        this.sites = sites;
        this.byThread = byThread;
        this.events = events;
        this.stacks = new Stacks(sites, events);
        Arrays.fill(table, NONE);
    }

    /** Returns the origin of the current event, a {@link RecorderEvents#ADD}. */
    int origin(String profile) throws IOException {
        long stack = events.longAt(RecorderEvents.STACK);
        long skip = events.longAt(RecorderEvents.SKIP);
        long objectClass = events.longAt(RecorderEvents.CLASS);
        long thread = byThread ? events.longAt(RecorderEvents.THREAD) : 0;
        String label = events.stringAt(RecorderEvents.LABEL);
        int at = home(stack, skip, objectClass, thread, label);
        for (int origin = table[at]; origin != NONE; origin = table[at]) {
            int row = origin * WIDTH;
            if (numbers[row + STACK] == stack
                    && numbers[row + SKIP] == skip
                    && numbers[row + CLASS] == objectClass
                    && numbers[row + THREAD] == thread
                    && Objects.equals(labels[origin], label)
                    && profiles[origin].equals(profile)) {
                return origin;
            }
            at = at + 1 & table.length - 1;
        }
        return add(at, profile, stack, skip, objectClass, thread, label);
    }

    private int add(int at, String profile, long stack, long skip, long objectClass, long thread, String label) {
        int origin = size++;
        if (origin == known.length) {
            numbers = Arrays.copyOf(numbers, 2 * numbers.length);
            profiles = Arrays.copyOf(profiles, 2 * origin);
            labels = Arrays.copyOf(labels, 2 * origin);
            known = Arrays.copyOf(known, 2 * origin);
        }
        int row = origin * WIDTH;
        numbers[row + STACK] = stack;
        numbers[row + SKIP] = skip;
        numbers[row + CLASS] = objectClass;
        numbers[row + THREAD] = thread;
        profiles[origin] = profile;
        labels[origin] = label;
        known[origin] = NONE;
        table[at] = origin;
        if (2 * size > table.length) {
            grow();
        }
        return origin;
    }

    private void grow() {
        table = new int[2 * table.length];
        Arrays.fill(table, NONE);
        for (int origin = 0; origin < size; origin++) {
            int row = origin * WIDTH;
            int at = home(
                    numbers[row + STACK],
                    numbers[row + SKIP],
                    numbers[row + CLASS],
                    numbers[row + THREAD],
                    labels[origin]);
            while (table[at] != NONE) {
                at = at + 1 & table.length - 1;
            }
            table[at] = origin;
        }
    }

    private int home(long stack, long skip, long objectClass, long thread, String label) {
        long hash = 31 * (31 * (31 * stack + skip) + objectClass) + thread + (label == null ? 0 : label.hashCode());
        return (int) (hash * 0x9E3779B97F4A7C15L >>> 32) & table.length - 1;
    }

    /** Returns the number of the site of an object that is in an answer. */
    int siteOfLive(int origin) throws IOException {
        int number = site(origin);
        ProfileSite site = sites.site(number);
        if (site.isTruncated()) {
            truncated.add(site);
        }
        return number;
    }

    /** Returns the sites of objects in an answer whose stack JFR truncated. */
    Set<ProfileSite> truncated() {
        return truncated;
    }

    /** Returns the number of an origin's site. */
    int site(int origin) throws IOException {
        if (known[origin] == NONE) {
            int row = origin * WIDTH;
            List<Frame> frames = stacks.frames(numbers[row + STACK], (int) numbers[row + SKIP]);
            String objectClass = HiddenClass.withoutAddress(events.className(numbers[row + CLASS]));
            String thread = byThread ? threadName(events.thread(numbers[row + THREAD])) : null;
            Site site = new Site(frames, labels[origin], objectClass, thread);
            known[origin] = sites.number(new ProfileSite(profiles[origin], site));
        }
        return known[origin];
    }

    /** Most virtual threads have no name, so they are named by id to keep them apart. */
    private static String threadName(ThreadInfo thread) {
        if (thread == null) {
            return null;
        }
        return thread.displayName().isEmpty() ? "#" + thread.javaThreadId() : thread.displayName();
    }
}
