package dev.customprofiles.replay;

import dev.customprofiles.live.SaturatingMath;
import java.util.Map;
import java.util.TreeMap;

/** A row of a base snapshot, and the objects that have left it by each instant. */
final class RemainingRow {

    /** Receives the row as it is at a range of instants. */
    interface Visitor {
        void visit(int from, int to, SnapshotRow remaining);
    }

    /** Objects that leave between one instant and the next. Objects that come back count negative. */
    private static final class Left {
        long count;
        long weight;
        long ageNanos;
        final TreeMap<Integer, Long> byAge = new TreeMap<>();

        void add(long objects, long objectWeight, long objectAgeNanos) {
            count += objects;
            weight = SaturatingMath.add(weight, SaturatingMath.multiply(objects, objectWeight));
            ageNanos = SaturatingMath.add(ageNanos, SaturatingMath.multiply(objects, objectAgeNanos));
            byAge.merge(SnapshotRow.exponent(objectAgeNanos), objects, Long::sum);
        }
    }

    private final SnapshotRow row;
    private final int from;
    private final int to;
    private final TreeMap<Integer, Left> left = new TreeMap<>();

    /**
     * @param from the index of the first instant for which the snapshot is the base
     * @param to the index after that of the last one
     */
    RemainingRow(SnapshotRow row, int from, int to) {
        this.row = row;
        this.from = from;
        this.to = to;
    }

    /**
     * Subtracts an object from a range of instants. The result may become negative.
     *
     * @param objectAgeNanos the object's age at the snapshot
     */
    void take(long objectAgeNanos, long objectWeight, int fromInstant, int toInstant) {
        left.computeIfAbsent(fromInstant, absent -> new Left()).add(1, objectWeight, objectAgeNanos);
        if (toInstant < to) {
            left.computeIfAbsent(toInstant, absent -> new Left()).add(-1, objectWeight, objectAgeNanos);
        }
    }

    /** Visits the row at all of its instants; successive instants without a change are visited together. */
    void forEach(Visitor visitor) {
        SnapshotRow remaining = row;
        int since = from;
        for (Map.Entry<Integer, Left> next : left.entrySet()) {
            if (since < next.getKey()) {
                visitor.visit(since, next.getKey(), remaining);
            }
            since = next.getKey();
            remaining = without(remaining, next.getValue());
        }
        visitor.visit(since, to, remaining);
    }

    private static SnapshotRow without(SnapshotRow row, Left left) {
        TreeMap<Integer, Long> byAge = new TreeMap<>(row.byAge());
        left.byAge.forEach((exponent, objects) -> {
            for (long each = 0; each < Math.abs(objects); each++) {
                change(byAge, exponent, objects > 0 ? -1 : 1);
            }
        });
        return new SnapshotRow(
                row.site(),
                row.count() - left.count,
                SaturatingMath.subtract(row.weight(), left.weight),
                SaturatingMath.subtract(row.ageNanos(), left.ageNanos),
                byAge);
    }

    /** The recorder measures ages with another clock, so an object may be in an adjacent class. */
    private static void change(TreeMap<Integer, Long> byAge, int exponent, int change) {
        Map.Entry<Integer, Long> older = byAge.ceilingEntry(exponent);
        Map.Entry<Integer, Long> younger = byAge.floorEntry(exponent);
        int nearest = exponent;
        if (older != null || younger != null) {
            boolean isYounger =
                    older == null || younger != null && exponent - younger.getKey() < older.getKey() - exponent;
            nearest = (isYounger ? younger : older).getKey();
        } else if (change < 0) {
            return;
        }
        byAge.merge(nearest, (long) change, (objects, more) -> objects + more == 0 ? null : objects + more);
    }
}
