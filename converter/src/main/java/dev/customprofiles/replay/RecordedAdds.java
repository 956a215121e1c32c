package dev.customprofiles.replay;

import dev.customprofiles.counts.SiteTable;
import dev.customprofiles.counts.Stacks;
import dev.customprofiles.holders.AddKey;
import dev.customprofiles.holders.AddedSites;
import dev.customprofiles.live.Site;
import dev.customprofiles.reader.Chunk;
import dev.customprofiles.reader.ChunkReader;
import dev.customprofiles.reader.Recording;
import java.io.IOException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Finds the sites of single objects by their Add events. */
public final class RecordedAdds implements AddedSites {

    private static final long NANOS_PER_MILLI = 1_000_000;

    private final Recording recording;

    /** @param recording of one JVM or of several, of which the one that was running at the time in question is read */
    public RecordedAdds(Recording recording) {
        this.recording = recording;
    }

    @Override
    public Map<AddKey, Site> find(Set<AddKey> keys, long runningMillis) throws IOException {
        Map<AddKey, Site> found = new HashMap<>();
        for (Chunk chunk : running(runningMillis * NANOS_PER_MILLI)) {
            SiteTable sites = new SiteTable();
            try (ChunkReader events = chunk.read(RecorderEvents.ADD)) {
                Stacks stacks = new Stacks(sites, events);
                while (events.next() >= 0) {
                    AddKey key = new AddKey(events.longAt(RecorderEvents.RECORDER), events.longAt(RecorderEvents.ID));
                    if (keys.contains(key)) {
                        found.put(
                                key,
                                new Site(
                                        stacks.frames(events.longAt(RecorderEvents.STACK), (int)
                                                events.longAt(RecorderEvents.SKIP)),
                                        events.stringAt(RecorderEvents.LABEL),
                                        events.className(events.longAt(RecorderEvents.CLASS)),
                                        null));
                    }
                }
            }
        }
        return found;
    }

    /** Returns the chunks of the JVM that started last before that time, of those that may have been running then. */
    private List<Chunk> running(long nanos) throws IOException {
        Recording found = null;
        for (Recording jvm : recording.byJvm()) {
            boolean mayRun = jvm.startNanos() <= nanos;
            if (mayRun && (found == null || isNearer(jvm, found, nanos))) {
                found = jvm;
            }
        }
        return found == null ? List.of() : found.chunks();
    }

    /** One whose recording covers the time is nearer than one that ended before, and then the one that started later. */
    private static boolean isNearer(Recording jvm, Recording other, long nanos) throws IOException {
        boolean covers = jvm.endNanos() >= nanos;
        boolean otherCovers = other.endNanos() >= nanos;
        return covers == otherCovers ? jvm.startNanos() > other.startNanos() : covers;
    }
}
