package dev.customprofiles.live;

import java.util.AbstractList;
import java.util.ArrayList;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.RandomAccess;
import java.util.TreeMap;

/**
 * What was live of one site, instant after instant.
 *
 * @param levels by instant, only those at which something changed; before the first one nothing was live. Never empty
 */
public record SiteTimeline(Site site, List<Level> levels) {

    private static final Level NOTHING = new Level(0, 0, 0, 0, 0);

    /** Copies the list. */
    public SiteTimeline {
        levels = levels instanceof Columns ? levels : List.copyOf(levels);
    }

    /**
     * A timeline that takes little room: thousands of sites at hundreds of instants are a million levels.
     *
     * @param instants the index of the instant of each level, ascending. This array and the others are not to be changed any more
     * @param nanos the instants by their indexes
     * @param counts how many objects there are in each level
     * @param weights the sums of their weights; null if all of them are 0
     * @param ages the sums of their ages at the instants
     */
    public static SiteTimeline of(Site site, int[] instants, long[] nanos, long[] counts, long[] weights, long[] ages) {
        return new SiteTimeline(site, new Columns(instants, nanos, counts, weights, ages));
    }

    /** Levels of which none is an object before it is asked for. */
    private static final class Columns extends AbstractList<Level> implements RandomAccess {
        private final int[] instants;
        private final long[] nanos;
        private final long[] counts;
        private final long[] weights;
        private final long[] ages;

        Columns(int[] instants, long[] nanos, long[] counts, long[] weights, long[] ages) {
            this.instants = instants;
            this.nanos = nanos;
            this.counts = counts;
            this.weights = weights;
            this.ages = ages;
        }

        @Override
        public Level get(int index) {
            return new Level(
                    instants[index],
                    nanos[instants[index]],
                    counts[index],
                    weights == null ? 0 : weights[index],
                    ages[index]);
        }

        @Override
        public int size() {
            return instants.length;
        }
    }

    /**
     * What is live from one instant on, up to the next level's.
     *
     * @param instant the index of the instant
     * @param atNanos the instant
     * @param count how many objects; 0 or more, less only where events were lost
     * @param weight the sum of their weights
     * @param ageNanos the sum of their ages at the instant; it grows by {@code count} nanoseconds in each
     */
    public record Level(int instant, long atNanos, long count, long weight, long ageNanos) {

        /** The sum of the ages at an instant of the same level; one too large for a long stays at its end. */
        public long ageNanosAt(long nanos) {
            return aged(nanos - atNanos).ageNanos;
        }

        /** With the objects of another one of the same instant or an earlier one. */
        private Level plus(Level other) {
            return new Level(
                    instant,
                    atNanos,
                    SaturatingMath.add(count, other.count),
                    SaturatingMath.add(weight, other.weight),
                    SaturatingMath.add(ageNanos, other.ageNanosAt(atNanos)));
        }

        /** The same objects, so much older each. */
        public Level aged(long nanos) {
            long older = Math.max(0, SaturatingMath.add(ageNanos, SaturatingMath.multiply(count, nanos)));
            return new Level(instant, atNanos, count, weight, older);
        }
    }

    /** What was live of several sites together, as one. Where events were lost, one with less than no objects has none. */
    static SiteTimeline sum(Site site, List<SiteTimeline> parts) {
        if (parts.size() == 1) {
            return new SiteTimeline(site, parts.get(0).levels);
        }
        TreeMap<Integer, Map<SiteTimeline, Level>> changes = new TreeMap<>();
        for (SiteTimeline part : parts) {
            part.levels.forEach(level -> changes.computeIfAbsent(level.instant, absent -> new IdentityHashMap<>())
                    .put(part, level));
        }
        Map<SiteTimeline, Level> current = new IdentityHashMap<>();
        List<Level> sums = new ArrayList<>(changes.size());
        changes.forEach((instant, changed) -> {
            current.putAll(changed);
            long atNanos = changed.values().iterator().next().atNanos;
            Level sum = new Level(instant, atNanos, 0, 0, 0);
            for (Level level : current.values()) {
                sum = level.count <= 0 ? sum : sum.plus(level);
            }
            sums.add(sum);
        });
        return new SiteTimeline(site, sums);
    }

    /**
     * The same at some of the instants.
     *
     * @param chosen the indexes of these, ascending
     * @param nanos these instants
     */
    SiteTimeline at(int[] chosen, List<Long> nanos) {
        List<Level> fewer = new ArrayList<>();
        Level before = null;
        int next = 0;
        for (int i = 0; i < chosen.length; i++) {
            Level now = before;
            while (next < levels.size() && levels.get(next).instant <= chosen[i]) {
                now = levels.get(next++);
            }
            if (now != before) {
                fewer.add(new Level(i, nanos.get(i), now.count, now.weight, now.ageNanosAt(nanos.get(i))));
                before = now;
            }
        }
        return new SiteTimeline(site, fewer.isEmpty() ? List.of(new Level(0, nanos.get(0), 0, 0, 0)) : fewer);
    }

    /** The level at the instant of that index, with no objects before the first one. */
    public Level at(int instant) {
        Level found = NOTHING;
        for (Level level : levels) {
            if (level.instant() > instant) {
                break;
            }
            found = level;
        }
        return found;
    }

    /** What is live at an instant of the same timeline; null if nothing is. */
    public LiveSite liveAt(int instant, long atNanos) {
        Level level = at(instant);
        return level.count() <= 0 ? null : new LiveSite(site, level.count(), level.weight(), level.ageNanosAt(atNanos));
    }
}
