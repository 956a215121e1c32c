package dev.customprofiles.live;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;

/**
 * The numbers of objects added to and removed from one site, up to the last instant of the question, and their ages.
 * Objects that left from an unknown site are counted by {@link Churn#siteless} only.
 *
 * @param site never a {@linkplain Site#collected collected} one: objects are counted at the site at which they were
 *     added
 * @param added the number of objects added
 * @param removed the number of objects that the application removed
 * @param collected the number of objects whose value was garbage collected before they were removed
 * @param lifetimes the ages of objects when the application removed them
 * @param ages the ages of the reachable objects at the last instant of the question; within a factor of two for objects
 *     added before the recording
 * @param births how many of those objects were added between successive instants of the question; empty if none was
 *     added in the recording
 * @since 0.1
 */
public record SiteTurnover(
        Site site, long added, long removed, long collected, Ages lifetimes, Ages ages, List<Long> births) {

    /**
     * Copies the list.
     *
     * @param site as in the record
     * @param added as in the record
     * @param removed as in the record
     * @param collected as in the record
     * @param lifetimes as in the record
     * @param ages as in the record
     * @param births as in the record
     */
    public SiteTurnover {
        births = List.copyOf(births);
    }

    /** Returns the same turnover for another site. */
    SiteTurnover as(Site other) {
        return new SiteTurnover(other, added, removed, collected, lifetimes, ages, births);
    }

    /**
     * {@return the sum of both, as one site}
     *
     * @param other the other instance
     * @param as the site of the sum
     */
    public SiteTurnover plus(SiteTurnover other, Site as) {
        return new SiteTurnover(
                as,
                SaturatingMath.add(added, other.added),
                SaturatingMath.add(removed, other.removed),
                SaturatingMath.add(collected, other.collected),
                lifetimes.plus(other.lifetimes),
                ages.plus(other.ages),
                sum(births, other.births));
    }

    /** Returns this turnover at some of the instants, merging the births in between. */
    SiteTurnover at(int[] chosen) {
        List<Long> fewer = new ArrayList<>();
        int from = 0;
        for (int index : chosen) {
            long sum = 0;
            while (from <= index && from < births.size()) {
                sum += births.get(from++);
            }
            fewer.add(sum);
        }
        return new SiteTurnover(site, added, removed, collected, lifetimes, ages, births.isEmpty() ? births : fewer);
    }

    private static List<Long> sum(List<Long> one, List<Long> other) {
        if (one.isEmpty() || other.isEmpty()) {
            return one.isEmpty() ? other : one;
        }
        return IntStream.range(0, one.size())
                .mapToObj(i -> one.get(i) + other.get(i))
                .toList();
    }
}
