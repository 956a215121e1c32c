package dev.customprofiles.replay;

import java.util.SortedMap;
import java.util.TreeMap;

/**
 * A site's live objects as a snapshot counted them.
 *
 * @param ageNanos the sum of their ages at the snapshot
 * @param byAge how many there are with an age from 2^n nanoseconds up to twice that, by n
 */
record SnapshotRow(ProfileSite site, long count, long weight, long ageNanos, SortedMap<Integer, Long> byAge) {

    /** Reads {@code "30:5 34:1"} as the recorder writes it; what is not of that form is left out. */
    static SortedMap<Integer, Long> parseAges(String ages) {
        SortedMap<Integer, Long> byAge = new TreeMap<>();
        if (ages != null) {
            for (String part : ages.split(" ")) {
                int colon = part.indexOf(':');
                try {
                    int exponent = Integer.parseInt(part, 0, Math.max(0, colon), 10);
                    byAge.merge(exponent, Long.parseLong(part, colon + 1, part.length(), 10), Long::sum);
                } catch (NumberFormatException damaged) {
                    continue;
                }
            }
        }
        return byAge;
    }

    /** The exponent that an age belongs to. */
    static int exponent(long ageNanos) {
        return 63 - Long.numberOfLeadingZeros(Math.max(1, ageNanos));
    }
}
