package dev.customprofiles.holders;

import dev.customprofiles.live.SaturatingMath;
import java.util.Collections;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * The objects of a site that are held in the same way.
 *
 * @param path how they are held
 * @param objects their number
 * @param weight the sum of their weights
 * @param retainedBytes the memory that would be free without them: what is reachable only through them, without other recorded objects
 *     and what is reachable through those; 0 for collected ones, -1 for a part of a group
 * @param ageSumNanos the sum of their ages; 0 if unknown
 * @param oldestNanos the greatest age; 0 if unknown
 * @param labels the number of objects by label, without those that have none
 */
public record HolderGroup(
        HolderPath path,
        long objects,
        long weight,
        long retainedBytes,
        long ageSumNanos,
        long oldestNanos,
        SortedMap<String, Long> labels) {

    private static final long UNKNOWN = -1;

    /** Returns the objects that have a label, or none if it is null. What is known only of all is unknown. */
    HolderGroup withLabel(String label) {
        long labeled = labels.values().stream().mapToLong(Long::longValue).sum();
        long count = label == null ? objects - labeled : labels.getOrDefault(label, 0L);
        SortedMap<String, Long> own = new TreeMap<>();
        if (label != null) {
            own.put(label, count);
        }
        return count == objects ? this : new HolderGroup(path, count, 0, count == 0 ? 0 : UNKNOWN, 0, 0, own);
    }

    /** Adds up groups of one path. */
    HolderGroup plus(HolderGroup other) {
        SortedMap<String, Long> all = new TreeMap<>(labels);
        other.labels.forEach((label, count) -> all.merge(label, count, Long::sum));
        return new HolderGroup(
                path,
                objects + other.objects,
                SaturatingMath.add(weight, other.weight),
                retainedBytes < 0 || other.retainedBytes < 0
                        ? UNKNOWN
                        : SaturatingMath.add(retainedBytes, other.retainedBytes),
                SaturatingMath.add(ageSumNanos, other.ageSumNanos),
                Math.max(oldestNanos, other.oldestNanos),
                all);
    }

    /** Copies the labels. */
    public HolderGroup {
        labels = Collections.unmodifiableSortedMap(new TreeMap<>(labels));
    }
}
