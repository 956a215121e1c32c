package dev.customprofiles;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Writes the live set of every profile into the recording. JFR asks for it at the start of each chunk, with its lock
 * held, so this has to be quick, and small against a chunk: a snapshot that fills one would make JFR rotate for ever.
 *
 * <p>Within a stripe the epoch moves and the entries are counted under the stripe's lock, and adding and removing read
 * the epoch under the same lock. So a snapshot is exact although stripes are counted one after the other: it is the set
 * of all objects that were added in an earlier epoch and not removed in an earlier one.
 */
final class Snapshot {

    /** How many characters rows and frames may take; past it the remaining sites share a row for each profile. */
    private static final int BUDGET = 3_000_000;

    /** About what a row costs beside its frames. */
    private static final int ROW_COST = 120;

    /** The site number of the row for all sites that have none. */
    private static final long REST = -1;

    private static final StackTraceElement[] REST_FRAMES = {
        new StackTraceElement("", "[sites not written: snapshot too large]", null, -1)
    };

    private static volatile int latestEpoch;

    private final int epoch;
    private final Map<Site, Site> rows = new HashMap<>();
    private final FrameTable frames;

    private Snapshot(int epoch) {
        this.epoch = epoch;
        this.frames = new FrameTable(epoch);
    }

    /** The number of the latest snapshot; 0 before the first. */
    static int latestEpoch() {
        return latestEpoch;
    }

    /** Takes a snapshot of the profiles. */
    static synchronized void take(Collection<Profile> profiles) {
        WaitingCaptures.resolveAll();
        Snapshot snapshot = new Snapshot(latestEpoch + 1);
        latestEpoch = snapshot.epoch;
        for (Profile profile : profiles) {
            // One that was created since the epoch moved began empty in it, and says so itself.
            if (profile.born() < snapshot.epoch) {
                snapshot.cut(profile);
            }
        }
        snapshot.writeRows();
    }

    /** Announces a profile as empty, so that a recording which saw its birth has a base to count from. */
    static void announce(Profile profile) {
        SnapshotEvent event = new SnapshotEvent();
        if (event.shouldCommit()) {
            event.profile = profile.name();
            event.epoch = profile.born();
            event.unit = profile.unit();
            event.commit();
        }
    }

    private void cut(Profile profile) {
        Cut cut = new Cut(profile);
        long added = profile.cut(epoch, cut);
        SnapshotEvent event = new SnapshotEvent();
        event.begin(); // the instant from which on the snapshot holds
        event.end();
        cut.countUnread();

        LiveCount all = new LiveCount();
        for (Site site : cut.sites) {
            all.add(site.counted);
            Site row = rows.putIfAbsent(site, site);
            if (row != null) {
                row.counted.add(site.counted); // the site was forgotten and made anew between two stripes
                site.counted.clear();
            }
        }
        event.profile = profile.name();
        event.epoch = epoch;
        event.liveCount = (int) all.objects;
        event.liveWeight = all.weight;
        event.unit = profile.unit();
        event.liveSites = cut.sites.size();
        event.added = added;
        event.removed = added - all.objects;
        event.commit();
    }

    private void writeRows() {
        List<Site> largestFirst = new ArrayList<>(rows.keySet());
        largestFirst.sort(Comparator.comparingLong((Site site) -> site.counted.objects)
                .reversed()
                .thenComparingLong(site -> site.id));
        Map<String, LiveCount> rest = new HashMap<>();
        int spent = 0;
        for (Site site : largestFirst) {
            spent += spent > BUDGET
                    ? 0
                    : ROW_COST + length(site.label) + length(site.objectClass) + frames.cost(site.frames);
            if (spent > BUDGET) {
                rest.computeIfAbsent(site.profile, absent -> new LiveCount()).add(site.counted);
            } else {
                writeRow(site, site.id, site.counted);
            }
            site.counted.clear();
        }
        rest.forEach((profile, count) -> writeRow(new Site(profile, REST_FRAMES, false, null, null), REST, count));
    }

    private static int length(String text) {
        return text == null ? 0 : text.length();
    }

    private void writeRow(Site site, long id, LiveCount count) {
        LiveSiteEvent event = new LiveSiteEvent();
        if (!event.shouldCommit()) {
            return;
        }
        event.profile = site.profile;
        event.epoch = epoch;
        event.site = id;
        event.topFrame = FrameTable.readable(site.frames);
        event.liveCount = (int) count.objects;
        event.liveWeight = count.weight;
        event.oldestAge = count.oldestAge;
        event.totalAge = count.totalAge;
        event.ages = count.objects == 1 ? null : count.ages();
        event.objectClassName = site.objectClass;
        event.label = site.label;
        event.frames = frames.write(site.frames);
        event.truncated = site.truncated;
        event.commit();
    }
}
