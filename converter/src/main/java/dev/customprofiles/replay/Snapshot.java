package dev.customprofiles.replay;

import dev.customprofiles.counts.ProfileSite;
import dev.customprofiles.counts.SiteTable;
import dev.customprofiles.live.Frame;
import dev.customprofiles.live.Site;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.IntPredicate;

/** The live set of one profile as the recorder counted it at the start of a chunk, or at the profile's creation. */
final class Snapshot {

    /** The number of the row for all sites that the recorder did not write, because there were too many. */
    static final long REST = -1;

    private final SiteTable sites;

    /** The copy of the recorder, within the JVM. */
    final long recorder;

    final String profile;
    final long epoch;
    /** Time of the snapshot. Objects added or removed before it have a smaller epoch. */
    final long timeNanos;

    final String unit;

    /** Whether objects leave the profile when their value is collected. */
    final boolean weak;

    /** Number of objects added, removed and collected since the profile was created. */
    final long added;

    final long removed;
    final long collected;
    /** Number of live objects: the sum of the rows, unless some of them are lost. */
    final long live;

    /** Rows of reachable objects, by the recorder's id of the site. */
    final Map<Long, SnapshotRow> rows = new HashMap<>();

    /** Rows of collected objects of the same sites. */
    final Map<Long, SnapshotRow> collectedRows = new HashMap<>();

    private boolean hasSeveral;
    private boolean framesLost;

    Snapshot(
            SiteTable sites,
            long recorder,
            String profile,
            long epoch,
            long timeNanos,
            String unit,
            boolean weak,
            long added,
            long removed,
            long collected,
            long live) {
        this.sites = sites;
        this.recorder = recorder;
        this.profile = profile;
        this.epoch = epoch;
        this.timeNanos = timeNanos;
        this.unit = unit;
        this.weak = weak;
        this.added = added;
        this.removed = removed;
        this.collected = collected;
        this.live = live;
    }

    /** Returns all rows. */
    List<SnapshotRow> allRows() {
        List<SnapshotRow> all = new ArrayList<>(rows.values());
        all.addAll(collectedRows.values());
        return all;
    }

    /** Returns the row of the reachable objects of a site; null if there is none. */
    SnapshotRow row(long site) {
        SnapshotRow row = rows.get(site);
        return row != null ? row : rest(rows);
    }

    /** Returns the row that counts an object with a known Add, by number of its site; null if there is none. */
    SnapshotRow rowOfSite(int number) {
        ProfileSite site = sites.site(number);
        Map<Long, SnapshotRow> among = site.site().collected() ? collectedRows : rows;
        SnapshotRow row = rowWhere(among, counts -> counts == number);
        if (row == null) {
            row = rowWhere(among, counts -> isOfKind(sites.site(counts).site(), site.site()));
        }
        if (row == null) {
            row = rowWhere(among, counts -> TruncatedStacks.mayBeOne(sites.site(counts), site));
        }
        return row != null ? row : rest(among);
    }

    /** Returns the row for the sites for which the recorder had no room, which may have different stacks. */
    private SnapshotRow rest(Map<Long, SnapshotRow> among) {
        SnapshotRow row = among.get(REST);
        return row != null || !hasSeveral ? row : rowWhere(among, sites::isOfSeveral);
    }

    private static SnapshotRow rowWhere(Map<Long, SnapshotRow> among, IntPredicate isWanted) {
        return among.values().stream()
                .filter(row -> isWanted.test(row.site()))
                .findFirst()
                .orElse(null);
    }

    /** Returns whether {@code one} is a site without a stack that may count objects of {@code other}. */
    private static boolean isOfKind(Site one, Site other) {
        return one.frames().get(0).equals(Frame.NO_STACK)
                && one.collected() == other.collected()
                && Objects.equals(one.label(), other.label())
                && Objects.equals(one.objectClass(), other.objectClass());
    }

    /** Adds a row of reachable or collected objects. */
    void add(long site, SnapshotRow row) {
        ProfileSite counted = sites.site(row.site());
        (counted.site().collected() ? collectedRows : rows).put(site, row);
        hasSeveral |= sites.isOfSeveral(row.site());
        framesLost |= sites.hasLostFrames(row.site());
    }

    /** Returns the number of live objects whose row is not in the recording. */
    long lost() {
        return live - allRows().stream().mapToLong(SnapshotRow::count).sum();
    }

    /** Returns whether all rows and frames are present. Under load, the JVM may drop them like any event. */
    boolean isWhole() {
        return lost() == 0 && !framesLost;
    }
}
