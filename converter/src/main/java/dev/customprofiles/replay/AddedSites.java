package dev.customprofiles.replay;

import dev.customprofiles.live.Frame;
import dev.customprofiles.live.HiddenClass;
import dev.customprofiles.live.Site;
import dev.customprofiles.reader.ChunkReader;
import dev.customprofiles.reader.ThreadInfo;
import dev.customprofiles.tally.ProfileSite;
import dev.customprofiles.tally.SiteTable;
import dev.customprofiles.tally.Stacks;
import java.io.IOException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/** The sites of the Adds of one chunk. Stacks, which are long, are looked at once each. */
final class AddedSites {

    /** What tells sites apart inside a chunk without looking at stacks; two keys may still stand for equal stacks. */
    private record RawSite(String profile, long stack, long skip, long objectClass, String label, long thread) {

        /** Written out, as is equals: those of records are slow until the second compiler has seen them. */
        @Override
        public int hashCode() {
            return Long.hashCode(31 * (31 * (31 * stack + skip) + objectClass) + thread) + Objects.hashCode(label);
        }

        @Override
        public boolean equals(Object other) {
            return other instanceof RawSite that
                    && stack == that.stack
                    && skip == that.skip
                    && objectClass == that.objectClass
                    && thread == that.thread
                    && Objects.equals(profile, that.profile)
                    && Objects.equals(label, that.label);
        }
    }

    private final SiteTable sites;
    private final boolean byThread;
    private final Map<RawSite, ProfileSite> rawSites = new HashMap<>();
    private final Stacks stacks = new Stacks();

    /**
     * @param sites those of all chunks
     * @param byThread whether sites are told apart by the thread that added
     */
    AddedSites(SiteTable sites, boolean byThread) {
        this.sites = sites;
        this.byThread = byThread;
    }

    /** The site of the current event, a {@link RecorderEvents#WHOLE_ADD}. */
    ProfileSite site(ChunkReader add) throws IOException {
        RawSite raw = new RawSite(
                add.stringAt(RecorderEvents.PROFILE),
                add.longAt(RecorderEvents.STACK),
                add.longAt(RecorderEvents.SKIP),
                add.longAt(RecorderEvents.CLASS),
                add.stringAt(RecorderEvents.LABEL),
                byThread ? add.longAt(RecorderEvents.THREAD) : 0);
        ProfileSite site = rawSites.get(raw);
        if (site == null) {
            List<Frame> frames = stacks.frames(add.stackTraceAt(RecorderEvents.STACK), (int) raw.skip);
            String objectClass = HiddenClass.withoutAddress(add.stringAt(RecorderEvents.CLASS));
            String thread = byThread ? threadName(add.threadAt(RecorderEvents.THREAD)) : null;
            site = sites.added(new ProfileSite(raw.profile, new Site(frames, raw.label, objectClass, thread)));
            rawSites.put(raw, site);
        }
        return site;
    }

    /** A virtual thread seldom has a name, and all of those without one are not one thread. */
    private static String threadName(ThreadInfo thread) {
        if (thread == null) {
            return null;
        }
        return thread.displayName().isEmpty() ? "#" + thread.javaThreadId() : thread.displayName();
    }
}
