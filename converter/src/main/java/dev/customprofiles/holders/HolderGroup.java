package dev.customprofiles.holders;

import java.util.Collections;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * The objects of a site that are held in the same way.
 *
 * @param path how they are held
 * @param objects their number
 * @param weight the sum of their weights
 * @param retainedBytes the memory that would be free without them: what is reachable only through them. What other recorded objects hold
 *     too is not part of it; 0 for collected ones
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

    /** Copies the labels. */
    public HolderGroup {
        labels = Collections.unmodifiableSortedMap(new TreeMap<>(labels));
    }
}
