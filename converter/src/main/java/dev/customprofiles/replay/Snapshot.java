package dev.customprofiles.replay;

import dev.customprofiles.live.Frame;
import dev.customprofiles.tally.ProfileSite;
import dev.customprofiles.tally.SnapshotRow;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Predicate;

/** The live set of one profile as the recorder counted it at the start of a chunk, or at the profile's creation. */
final class Snapshot {

    /** The number of the row for all sites that the recorder did not write, because there were too many. */
    static final long REST = -1;

    /** The copy of the recorder, within the JVM. */
    final long recorder;

    final String profile;
    final long epoch;
    /** From this instant on the snapshot holds: what was added or removed before it carries a smaller epoch. */
    final long timeNanos;

    final String unit;

    /** Whether objects leave the profile when their value is collected. */
    final boolean weak;

    /** How many objects were added, removed, and collected, since the profile was created. */
    final long added;

    final long removed;
    final long collected;
    /** How many objects the rows add up to, unless some of them are lost. */
    final long live;

    /** The rows by the number of their site: reachable objects. */
    final Map<Long, SnapshotRow> rows = new HashMap<>();

    /** The collected objects of the same sites, where there are any. */
    final Map<Long, SnapshotRow> collectedRows = new HashMap<>();

    Snapshot(
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

    /** All rows. */
    List<SnapshotRow> allRows() {
        List<SnapshotRow> all = new ArrayList<>(rows.values());
        all.addAll(collectedRows.values());
        return all;
    }

    /** The row that counts the reachable objects of a site; null if there is none. */
    SnapshotRow row(long site) {
        SnapshotRow row = rows.get(site);
        if (row == null) {
            row = rows.get(REST);
        }
        return row != null ? row : rowWhere(rows, SnapshotRow::standsForSeveral);
    }

    /** The row that counts an object of which the Add is known; null if there is none. */
    SnapshotRow row(ProfileSite site) {
        Map<Long, SnapshotRow> among = site.site().collected() ? collectedRows : rows;
        SnapshotRow row = rowWhere(among, counts -> counts.site().equals(site));
        if (row == null) {
            row = rowWhere(among, counts -> counts.isOfKind(site));
        }
        if (row == null) {
            row = rowWhere(among, counts -> TruncatedStacks.mayBeOne(counts.site(), site));
        }
        if (row == null) {
            row = among.get(REST);
        }
        return row != null ? row : rowWhere(among, SnapshotRow::standsForSeveral);
    }

    private static SnapshotRow rowWhere(Map<Long, SnapshotRow> rows, Predicate<SnapshotRow> isWanted) {
        return rows.values().stream().filter(isWanted).findFirst().orElse(null);
    }

    /** How many live objects the snapshot counts whose row is not in the recording. */
    long lost() {
        return live - allRows().stream().mapToLong(SnapshotRow::count).sum();
    }

    /** Whether it says where everything was; the JVM may drop a row or a frame under load, as it may any event. */
    boolean isWhole() {
        return lost() == 0
                && allRows().stream()
                        .noneMatch(row -> row.site().site().frames().contains(Frame.LOST));
    }

    /**
     * The row that counts a site in the latest of the snapshots up to an epoch that has one; null if none has.
     */
    static SnapshotRow row(TreeMap<Long, Snapshot> snapshots, long epoch, long site) {
        for (Snapshot snapshot : snapshots.headMap(epoch, true).descendingMap().values()) {
            SnapshotRow row = snapshot.row(site);
            if (row != null) {
                return row;
            }
        }
        return null;
    }
}
