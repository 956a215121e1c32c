package dev.customprofiles.live;

import java.util.AbstractList;
import java.util.ArrayList;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.RandomAccess;
import java.util.TreeMap;

/**
 * The live objects of one site over time.
 *
 * @param levels by instant, only instants at which something changed; before the first level nothing was live. Not
 *     empty
 * @since 0.1
 */
public record SiteTimeline(Site site, List<Level> levels) {

    private static final Level NOTHING = new Level(0, 0, 0, 0, 0);

    /**
     * Copies the list.
     *
     * @param site as in the record
     * @param levels as in the record
     */
    public SiteTimeline {
        levels = levels instanceof Columns ? levels : List.copyOf(levels);
    }

    /**
     * Creates a timeline in a compact form: thousands of sites at hundreds of instants are a million levels.
     *
     * @param site the site
     * @param instants the index of the instant of each level, ascending. None of the arrays may be changed afterwards
     * @param nanos the instants by index
     * @param counts the number of objects of each level
     * @param weights the sums of their weights; null if all of them are 0
     * @param ages the sums of their ages at the instants
     * @return the timeline
     */
    public static SiteTimeline of(Site site, int[] instants, long[] nanos, long[] counts, long[] weights, long[] ages) {
        return new SiteTimeline(site, new Columns(instants, nanos, counts, weights, ages));
    }

    /** Creates levels on demand from columns. */
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
     * The live objects from one instant up to that of the next level.
     *
     * @param instant the index of the instant
     * @param atNanos the instant
     * @param count the number of objects; negative only if events were lost
     * @param weight the sum of their weights
     * @param ageNanos the sum of their ages at the instant; it grows by {@code count} nanoseconds per nanosecond
     * @since 0.1
     */
    public record Level(int instant, long atNanos, long count, long weight, long ageNanos) {

        /**
         * {@return the sum of the ages at another instant of this level, saturating at the limits of a long}
         *
         * @param nanos the instant in nanoseconds since the epoch
         */
        public long ageNanosAt(long nanos) {
            return aged(nanos - atNanos).ageNanos;
        }

        /** Returns the sum with a level of the same or an earlier instant. */
        private Level plus(Level other) {
            return new Level(
                    instant,
                    atNanos,
                    SaturatingMath.add(count, other.count),
                    SaturatingMath.add(weight, other.weight),
                    SaturatingMath.add(ageNanos, other.ageNanosAt(atNanos)));
        }

        /**
         * {@return this level with each object older by the given time}
         *
         * @param nanos the time to add, in nanoseconds
         */
        public Level aged(long nanos) {
            long older = Math.max(0, SaturatingMath.add(ageNanos, SaturatingMath.multiply(count, nanos)));
            return new Level(instant, atNanos, count, weight, older);
        }
    }

    /** Returns the sum of several sites, as one site. Negative counts, from lost events, count as 0. */
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
     * Returns this timeline at some of the instants.
     *
     * @param chosen the indexes of the instants, ascending
     * @param nanos the chosen instants
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

    /**
     * {@return the level at the instant of that index; one without objects before the first level}
     *
     * @param instant the index of the instant
     */
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

    /**
     * {@return the live objects at an instant of this timeline; null if there are none}
     *
     * @param instant the index of the instant
     * @param atNanos the instant in nanoseconds since the epoch
     */
    public LiveSite liveAt(int instant, long atNanos) {
        Level level = at(instant);
        return level.count() <= 0 ? null : new LiveSite(site, level.count(), level.weight(), level.ageNanosAt(atNanos));
    }
}
