package dev.customprofiles.live;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;

/**
 * What came and went of one site's objects in a recording, up to the last instant of the question, and how old they became. What left without the recording telling
 * from which site is in none of them: {@link Churn#siteless}.
 *
 * @param site never a {@linkplain Site#collected collected} one: objects are counted with the site that they were added at
 * @param added how many were added
 * @param removed how many the application removed
 * @param collected how many had their value garbage collected before they were removed
 * @param lifetimes the ages at which the application removed them
 * @param ages the ages, at the last instant of the question, of those that are live then and whose value was not collected.
 *     Of what was added before the recording, to a factor of two
 * @param births how many of those were added up to each instant of the question and after the one before it; empty if none was
 *     added in the recording
 */
public record SiteTurnover(
        Site site, long added, long removed, long collected, Ages lifetimes, Ages ages, List<Long> births) {

    /** Copies the list. */
    public SiteTurnover {
        births = List.copyOf(births);
    }

    /** The same of another site. */
    SiteTurnover as(Site other) {
        return new SiteTurnover(other, added, removed, collected, lifetimes, ages, births);
    }

    /** Both together, as one site. */
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

    /** The same at some of the instants, the births in between added up. */
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
