package dev.customprofiles.replay;

import dev.customprofiles.counts.LiveCounts;
import dev.customprofiles.live.AgeRange;
import dev.customprofiles.live.SaturatingMath;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * The live objects of a site, as counted by a snapshot.
 *
 * @param site the number of the site
 * @param ageNanos the sum of their ages at the snapshot
 * @param byAge the number of objects by age: n stands for ages from 2^n nanoseconds to twice that
 */
record SnapshotRow(int site, long count, long weight, long ageNanos, SortedMap<Integer, Long> byAge) {

    /** Number of parts into which each power of two of ages is divided. */
    private static final int PARTS = 8;

    /**
     * Parses {@code "30:5 34:1"} as written by the recorder; malformed parts are ignored. A single object has no such
     * text, because the sum of the ages is its age.
     */
    static SortedMap<Integer, Long> parseAges(String ages, long count, long ageNanos) {
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

    /** Returns the objects of this row without a part of them. */
    SnapshotRow without(SnapshotRow part) {
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

    /**
     * Counts the objects as live at a range of instants.
     *
     * @param snapshotNanos the instant of the snapshot
     * @return an upper bound on how many of them have an age that does not count
     */
    long count(LiveCounts live, long snapshotNanos, int from, int to) {
        long sinceLast = live.instants().last() - snapshotNanos;
        if (live.ages().equals(AgeRange.ALL)) {
            long age = SaturatingMath.add(ageNanos, SaturatingMath.multiply(count, sinceLast));
            live.add(site, count, weight, age, from, to);
            if (to == live.instants().size() && from < to) {
                agesAtLast(live, sinceLast);
            }
            return 0;
        }
        long uncertain = 0;
        for (int instant = from; instant < to; instant++) {
            long since = live.instants().at(instant) - snapshotNanos;
            uncertain = Math.max(uncertain, countOfAge(live, since, sinceLast, instant));
        }
        return uncertain;
    }

    /**
     * Counts the ages at the last instant. They are known only by powers of two, and assumed to be evenly distributed
     * within each.
     */
    private void agesAtLast(LiveCounts live, long sinceLast) {
        if (count == 1) {
            live.ageAtLast(site, SaturatingMath.add(ageNanos, sinceLast), 1);
            return;
        }
        byAge.forEach((exponent, objects) -> {
            long counted = 0;
            for (int part = 1; part <= PARTS; part++) {
                long upTo = objects * part / PARTS;
                long middle = (1L << exponent) + (1L << exponent >> 1) / PARTS * (2 * part - 1);
                if (upTo > counted) {
                    live.ageAtLast(site, SaturatingMath.add(middle, sinceLast), upTo - counted);
                    counted = upTo;
                }
            }
        });
    }

    private long countOfAge(LiveCounts live, long since, long sinceLast, int instant) {
        if (count == 1) { // the sum of the ages is the object's age
            if (live.ages().contains(SaturatingMath.add(ageNanos, since))) {
                live.add(site, 1, weight, SaturatingMath.add(ageNanos, sinceLast), instant, instant + 1);
            }
            return 0;
        }
        long counted = 0;
        long uncertain = 0;
        for (Map.Entry<Integer, Long> sameAge : byAge.entrySet()) {
            if (mayCount(live.ages(), sameAge.getKey(), since)) {
                counted += sameAge.getValue();
                uncertain += mustCount(live.ages(), sameAge.getKey(), since) ? 0 : sameAge.getValue();
            }
        }
        double share = count <= 0 ? 0 : (double) counted / count;
        long age = SaturatingMath.add(Math.round(ageNanos * share), SaturatingMath.multiply(counted, sinceLast));
        live.add(site, counted, Math.round(weight * share), age, instant, instant + 1);
        return uncertain;
    }

    /**
     * Returns whether an object may have an age that counts, if it was between 2^exponent and twice as many nanoseconds
     * old at the snapshot.
     */
    private static boolean mayCount(AgeRange ages, int exponent, long since) {
        return SaturatingMath.add(oldest(exponent), since) >= ages.minNanos()
                && SaturatingMath.add(1L << exponent, since) <= ages.maxNanos();
    }

    private static boolean mustCount(AgeRange ages, int exponent, long since) {
        return ages.contains(SaturatingMath.add(1L << exponent, since))
                && ages.contains(SaturatingMath.add(oldest(exponent), since));
    }

    private static long oldest(int exponent) {
        return exponent >= 62 ? Long.MAX_VALUE : (1L << (exponent + 1)) - 1;
    }

    /** Returns the exponent of the power of two of an age. */
    static int exponent(long ageNanos) {
        return 63 - Long.numberOfLeadingZeros(Math.max(1, ageNanos));
    }
}
