package dev.customprofiles;

import java.util.Arrays;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Interns the sites that live objects refer to. A site without objects is dropped when room is needed, so the table is
 * bounded by the live set. It is also limited to {@link #MOST} sites and {@link #MOST_FRAMES} frames; beyond that,
 * objects count under one overflow site per profile.
 *
 * <p>This is a table of our own because it must survive running out of memory or stack at any point: everything that
 * may fail comes before the first change.
 */
final class Sites {

    static final int MOST = 16_384;

    private static final int MOST_FRAMES = MOST * 64;

    /** Maximum depth of JFR's stacks. */
    static final int DEEPEST = 2048;

    /** Written for a stack of which nothing is left after skipping. */
    private static final StackTraceElement[] SKIPPED = {Site.pseudoFrame("[skipped past the end of the stack]")};

    private static final StackTraceElement[] NO_FRAMES = {};

    private static Site[] buckets = new Site[64];
    private static int size;
    private static int frames;

    /** Number of sites that lost their last object since unused sites were last dropped. */
    private static final AtomicInteger EMPTIED = new AtomicInteger();

    private Sites() {}

    /** Returns the interned site, and counts one more object that refers to it. */
    static synchronized Site acquire(Site site) {
        Site known = find(site);
        if (known == null) {
            known = insert(site);
        }
        known.objects.incrementAndGet();
        return known;
    }

    /** Notes that an object no longer refers to its site; a no-op if {@code where} is not a {@link Site}. */
    static void release(Object where) {
        if (where instanceof Site site && site.objects.decrementAndGet() == 0) {
            EMPTIED.incrementAndGet();
        }
    }

    /** Creates a site without interning it. */
    static Site describe(Profile profile, Object where, String label) {
        if (!(where instanceof Capture capture)) {
            return new Site(profile.name(), NO_FRAMES, false, label, (String) where);
        }
        StackTraceElement[] raw = capture.getStackTrace();
        if (raw.length == 0) { // the JVM runs with -XX:-StackTraceInThrowable
            return new Site(profile.name(), NO_FRAMES, false, label, capture.objectClass);
        }
        int own = 0;
        while (own < raw.length && raw[own].getClassName().equals(Profile.class.getName())) {
            own++;
        }
        int depth = Math.min(raw.length, DEEPEST);
        boolean truncated = raw.length > depth || raw.length >= ThrowableDepth.MOST;
        int from = (int) Math.min((long) own + capture.skip, depth);
        StackTraceElement[] stack = from == depth ? SKIPPED : Arrays.copyOfRange(raw, from, depth);
        return new Site(profile.name(), stack, truncated, label, capture.objectClass);
    }

    private static Site find(Site site) {
        Site candidate = buckets[site.hash & (buckets.length - 1)];
        while (candidate != null && !candidate.equals(site)) {
            candidate = candidate.next;
        }
        return candidate;
    }

    private static Site insert(Site site) {
        if (isFull(site) || size == buckets.length) {
            makeRoom();
        }
        Site wanted = site;
        if (isFull(site)) {
            wanted = Site.overflow(site.profile);
            Site known = find(wanted);
            if (known != null) {
                return known;
            }
        }
        int bucket = wanted.hash & (buckets.length - 1);
        wanted.next = buckets[bucket];
        buckets[bucket] = wanted;
        size++;
        frames += wanted.frames.length;
        return wanted;
    }

    private static boolean isFull(Site site) {
        return size >= MOST || frames + site.frames.length > MOST_FRAMES;
    }

    /** Drops unused sites if there are many, else makes the table larger if it is full. */
    private static void makeRoom() {
        int unused = EMPTIED.get();
        boolean grows = size == buckets.length && unused < size / 4;
        if (!grows && unused < MOST / 256) {
            return;
        }
        EMPTIED.set(0);
        Site[] kept = used();
        Site[] table = new Site[grows ? 2 * buckets.length : buckets.length];
        // No calls and no allocations from here on, so nothing can fail half-way.
        int keptSites = 0;
        int keptFrames = 0;
        for (Site site : kept) {
            if (site == null) {
                break;
            }
            int bucket = site.hash & (table.length - 1);
            site.next = table[bucket];
            table[bucket] = site;
            keptSites++;
            keptFrames += site.frames.length;
        }
        buckets = table;
        size = keptSites;
        frames = keptFrames;
    }

    /** Returns the sites that objects refer to, followed by nulls. */
    private static Site[] used() {
        Site[] used = new Site[size];
        int n = 0;
        for (Site head : buckets) {
            for (Site site = head; site != null; site = site.next) {
                if (site.objects.get() > 0) {
                    used[n++] = site;
                }
            }
        }
        return used;
    }
}
