package dev.customprofiles;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Writes the live set of every profile into the recording. JFR triggers it at the start of each chunk, with its lock
 * held, so a snapshot must be fast, and small compared with a chunk: one that filled a chunk would make JFR rotate for
 * ever.
 *
 * <p>In each stripe, the epoch is advanced and the entries are counted under the stripe's lock, and adding and removing
 * read the epoch under the same lock. So a snapshot is exact although stripes are counted one after the other: it is
 * the set of all objects that were added, and not removed, in earlier epochs.
 */
final class Snapshot {

    /** Limit on the characters of rows and frames; the sites beyond it share one row per profile. */
    private static final int BUDGET = 3_000_000;

    /** Approximate cost of a row without its frames. */
    private static final int ROW_COST = 120;

    /** Site number of the row for all sites that have no row of their own. */
    private static final long REST = -1;

    private static final StackTraceElement[] REST_FRAMES = {Site.pseudoFrame("[sites not written: snapshot too large]")
    };

    /** The contents of a profile's header, which is written after all rows. */
    private record Counted(Journal.Header header, Cut cut, SiteCount all) {}

    private static volatile int latestEpoch;

    private final int epoch;
    private final Map<Site, SiteCount> rows = new HashMap<>();
    private final List<Counted> counted = new ArrayList<>();
    private final FrameTable frames;

    private Snapshot(int epoch) {
        this.epoch = epoch;
        this.frames = new FrameTable(epoch);
    }

    /** Returns the number of the latest snapshot; 0 before the first. */
    static int latestEpoch() {
        return latestEpoch;
    }

    /**
     * Takes a snapshot of the profiles. A profile that fails, for example for want of memory, has no snapshot this
     * time: its header, without which its rows mean nothing, is written last.
     */
    static synchronized void take(Collection<Profile> profiles) {
        Snapshot snapshot = new Snapshot(latestEpoch + 1);
        latestEpoch = snapshot.epoch;
        for (Profile profile : profiles) {
            // A profile created since the epoch advanced began empty in it, and has been announced.
            if (profile.born() < snapshot.epoch) {
                snapshot.take(profile);
            }
        }
        snapshot.writeRows();
        for (Counted one : snapshot.counted) {
            one.header.write(one.cut, one.all);
        }
    }

    /** Announces a profile as empty, so that a recording that covers its creation has a base to count from. */
    static void announce(Profile profile) {
        try {
            Journal.INSTANCE.snapshot(profile, profile.born()).write(new Cut(profile), new SiteCount(null));
        } catch (Throwable failure) { // the profile exists without it
            return;
        }
    }

    private void take(Profile profile) {
        Cut cut = new Cut(profile);
        try {
            profile.forgetLost();
            profile.objects().cut(epoch, cut);
            Journal.Header header = Journal.INSTANCE.snapshot(profile, epoch);
            cut.countUnread();

            SiteCount all = new SiteCount(null);
            cut.rows.forEach(all::add);
            for (SiteCount row : cut.rows) {
                SiteCount same = rows.putIfAbsent(row.site, row);
                if (same != null) {
                    same.add(row); // the site was dropped and created again between two stripes
                }
            }
            counted.add(new Counted(header, cut, all));
        } catch (Throwable failure) { // the next profile may need less
            return;
        } finally {
            cut.end();
        }
    }

    private void writeRows() {
        List<SiteCount> largestFirst = new ArrayList<>(rows.values());
        largestFirst.sort(Comparator.comparingLong((SiteCount row) -> row.live.objects)
                .reversed()
                .thenComparingLong(row -> row.site.id()));
        Map<String, SiteCount> rest = new HashMap<>();
        int spent = 0;
        for (SiteCount row : largestFirst) {
            Site site = row.site;
            spent += spent > BUDGET
                    ? 0
                    : ROW_COST + length(site.label) + length(site.objectClass) + frames.cost(site.frames);
            if (spent > BUDGET) {
                rest.computeIfAbsent(
                                site.profile,
                                profile -> new SiteCount(new Site(profile, REST_FRAMES, false, null, null)))
                        .add(row);
            } else {
                write(row, site.id());
            }
        }
        rest.values().forEach(row -> write(row, REST));
    }

    private static int length(String text) {
        return text == null ? 0 : text.length();
    }

    private void write(SiteCount row, long id) {
        Journal.INSTANCE.row(epoch, row, id, frames.write(row.site.frames));
    }
}
