package dev.customprofiles;

import java.util.Arrays;
import java.util.concurrent.ConcurrentHashMap;

/**
 * The sites that live objects refer to. A site is here as long as an object refers to it, so the table is bounded by the
 * live set; and by {@link #MOST}, past which objects count under one site per profile without a stack of its own.
 */
final class Sites {

    /**
     * JFR's own depth, unless the JVM was told otherwise. As there, it includes the skipped frames and the recorder's,
     * of which {@link Profile} makes as many for a capture as for an event.
     */
    private static final int DEPTH = 64;

    /** What is written of a stack that is not there because nothing was left of it after skipping. */
    private static final StackTraceElement SKIPPED =
            new StackTraceElement("", "[skipped past the end of the stack]", null, -1);

    /** The site of objects that found the table full. */
    private static final StackTraceElement OVERFLOW =
            new StackTraceElement("", "[site not kept: too many sites]", null, -1);

    static final int MOST = 16_384;

    private static final StackTraceElement[] NO_FRAMES = {};
    private static final ConcurrentHashMap<Site, Site> TABLE = new ConcurrentHashMap<>();

    private Sites() {}

    /** The one object for a site, to which so many live objects more refer. */
    static Site acquire(Site site, int objects) {
        boolean kept = TABLE.size() < MOST || TABLE.containsKey(site);
        Site wanted = kept ? site : new Site(site.profile, new StackTraceElement[] {OVERFLOW}, false, null, null);
        return TABLE.compute(wanted, (key, known) -> {
            Site shared = known == null ? key : known;
            shared.objects += objects;
            return shared;
        });
    }

    /** Says that an object no longer refers to its site. */
    static void release(Site site) {
        TABLE.computeIfPresent(site, (key, known) -> --known.objects == 0 ? null : known);
    }

    /** A site as such, which the table does not count. */
    static Site site(Profile profile, Object where, String label) {
        if (!(where instanceof Capture capture)) {
            return new Site(profile.name(), NO_FRAMES, false, label, (String) where);
        }
        StackTraceElement[] raw = capture.getStackTrace();
        if (raw.length == 0) { // the JVM was told to keep none
            return new Site(profile.name(), NO_FRAMES, false, label, capture.objectClass);
        }
        int own = 0;
        while (own < raw.length && raw[own].getClassName().equals(Profile.class.getName())) {
            own++;
        }
        int depth = Math.min(raw.length, DEPTH);
        int from = Math.min((int) Math.min((long) own + capture.skip, Integer.MAX_VALUE), depth);
        StackTraceElement[] frames =
                from == depth ? new StackTraceElement[] {SKIPPED} : Arrays.copyOfRange(raw, from, depth);
        return new Site(profile.name(), frames, raw.length > depth, label, capture.objectClass);
    }
}
