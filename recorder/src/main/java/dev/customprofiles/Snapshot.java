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

    private static final StackTraceElement[] REST_FRAMES = {Site.pseudoFrame("[sites not written: snapshot too large]")
    };

    /** What a profile's header will say once all rows are written. */
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

    /** The number of the latest snapshot; 0 before the first. */
    static int latestEpoch() {
        return latestEpoch;
    }

    /**
     * Takes a snapshot of the profiles. One that fails, of want of memory say, has no snapshot this time: the header, without
     * which its rows mean nothing, is the last to be written.
     */
    static synchronized void take(Collection<Profile> profiles) {
        Snapshot snapshot = new Snapshot(latestEpoch + 1);
        latestEpoch = snapshot.epoch;
        for (Profile profile : profiles) {
            // One that was created since the epoch moved began empty in it, and says so itself.
            if (profile.born() < snapshot.epoch) {
                snapshot.take(profile);
            }
        }
        snapshot.writeRows();
        for (Counted one : snapshot.counted) {
            one.header.write(one.cut, one.all);
        }
    }

    /** Announces a profile as empty, so that a recording which saw its birth has a base to count from. */
    static void announce(Profile profile) {
        try {
            Journal.INSTANCE.snapshot(profile, profile.born()).write(new Cut(profile), new SiteCount(null));
        } catch (Throwable failure) { // the profile is there all the same
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
                    same.add(row); // the site was forgotten and made anew between two stripes
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
