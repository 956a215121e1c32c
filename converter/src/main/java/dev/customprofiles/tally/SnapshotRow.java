package dev.customprofiles.tally;

import dev.customprofiles.live.Frame;
import dev.customprofiles.live.SaturatingMath;
import dev.customprofiles.live.Site;
import java.util.Objects;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * A site's live objects as a snapshot counted them.
 *
 * @param ageNanos the sum of their ages at the snapshot
 * @param byAge how many there are with an age from 2^n nanoseconds up to twice that, by n
 */
public record SnapshotRow(ProfileSite site, long count, long weight, long ageNanos, SortedMap<Integer, Long> byAge) {

    /**
     * Reads {@code "30:5 34:1"} as the recorder writes it; what is not of that form is left out. A single object has no
     * such text, because the sum of the ages is its age.
     */
    public static SortedMap<Integer, Long> parseAges(String ages, long count, long ageNanos) {
        SortedMap<Integer, Long> byAge = new TreeMap<>();
        if (ages == null && count == 1) {
            byAge.put(exponent(ageNanos), 1L);
        } else if (ages != null) {
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

    /** Whether it counts objects of sites that the recorder had no room for, each of which may have another stack. */
    public boolean standsForSeveral() {
        return standsForSeveral(site.site());
    }

    public static boolean standsForSeveral(Site site) {
        return site.frames().get(0).isOfSeveralSites();
    }

    /** The objects of this row that are not among some of its own. */
    public SnapshotRow without(SnapshotRow part) {
        SortedMap<Integer, Long> rest = new TreeMap<>(byAge);
        part.byAge.forEach((exponent, objects) ->
                rest.computeIfPresent(exponent, (age, all) -> all - objects > 0 ? all - objects : null));
        return new SnapshotRow(
                site,
                count - part.count,
                SaturatingMath.subtract(weight, part.weight),
                SaturatingMath.subtract(ageNanos, part.ageNanos),
                rest);
    }

    /** Whether it counts without a stack what else would be of that site. */
    public boolean isOfKind(ProfileSite other) {
        Site mine = site.site();
        return mine.frames().get(0).equals(Frame.NO_STACK)
                && mine.collected() == other.site().collected()
                && Objects.equals(mine.label(), other.site().label())
                && Objects.equals(mine.objectClass(), other.site().objectClass());
    }

    /** The same row under an equal site. */
    public SnapshotRow at(ProfileSite equal) {
        return new SnapshotRow(equal, count, weight, ageNanos, byAge);
    }

    /** The exponent that an age belongs to. */
    public static int exponent(long ageNanos) {
        return 63 - Long.numberOfLeadingZeros(Math.max(1, ageNanos));
    }
}
