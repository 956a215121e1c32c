package dev.customprofiles.replay;

import java.util.Map;
import java.util.TreeMap;

/** A row of the snapshot that a replay begins with, without the objects that have left since. */
final class RemainingRow {

    private final SnapshotRow row;
    private final TreeMap<Integer, Long> byAge;
    private long count;
    private long weight;
    private long ageNanos;

    RemainingRow(SnapshotRow row) {
        this.row = row;
        this.byAge = new TreeMap<>(row.byAge());
        this.count = row.count();
        this.weight = row.weight();
        this.ageNanos = row.ageNanos();
    }

    /** Takes out an object that was so old at the snapshot. Taking more than there are leaves less than none. */
    void take(long objectAgeNanos, long objectWeight) {
        count--;
        weight -= objectWeight;
        ageNanos -= objectAgeNanos;
        // The recorder measured ages with another clock, so the object may be next to where it seems to belong.
        int exponent = SnapshotRow.exponent(objectAgeNanos);
        Map.Entry<Integer, Long> older = byAge.ceilingEntry(exponent);
        Map.Entry<Integer, Long> younger = byAge.floorEntry(exponent);
        if (older == null && younger == null) {
            return;
        }
        boolean isYounger = older == null || younger != null && exponent - younger.getKey() < older.getKey() - exponent;
        byAge.computeIfPresent(
                (isYounger ? younger : older).getKey(), (age, objects) -> objects == 1 ? null : objects - 1);
    }

    SnapshotRow row() {
        return new SnapshotRow(row.site(), count, weight, ageNanos, byAge);
    }
}
