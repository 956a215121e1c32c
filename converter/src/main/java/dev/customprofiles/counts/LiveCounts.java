package dev.customprofiles.counts;

import dev.customprofiles.live.AgeRange;
import dev.customprofiles.live.Frame;
import dev.customprofiles.live.SaturatingMath;
import dev.customprofiles.live.Site;
import dev.customprofiles.live.SiteTimeline;
import java.util.Arrays;
import java.util.Map;
import java.util.function.BiConsumer;
import java.util.function.Predicate;

/**
 * Counts, by site, the objects that are live at each instant of the question. Only changes from one instant to the next
 * are stored. Sums saturate at the limits of a long.
 */
public final class LiveCounts {

    /** Objects added to a site minus objects removed from it, by instant. */
    private static final class Changes {

        /** Indexes of instants, ascending. */
        private int[] instants = new int[1];

        private int[] counts = new int[1];

        /** Used instead of {@code counts} if one does not fit an int. */
        private long[] wideCounts;

        /** Null while all weights are 0. */
        private long[] weights;

        private long[] ages = new long[1];
        private int size;

        void add(int instant, long count, long weight, long ageNanos) {
            int row = row(instant);
            setCount(row, SaturatingMath.add(count(row), count));
            ages[row] = SaturatingMath.add(ages[row], ageNanos);
            if (weight != 0) {
                if (weights == null) {
                    weights = new long[instants.length];
                }
                weights[row] = SaturatingMath.add(weights[row], weight);
            }
        }

        private int row(int instant) {
            int row = size;
            while (row > 0 && instants[row - 1] >= instant) {
                row--;
            }
            if (row == size || instants[row] != instant) {
                if (size == instants.length) {
                    grow(size + (size >> 2) + 1);
                }
                insert(row);
                instants[row] = instant;
            }
            return row;
        }

        /** Grows by a quarter only, because there may be a million rows in total. */
        private void grow(int capacity) {
            instants = Arrays.copyOf(instants, capacity);
            counts = counts == null ? null : Arrays.copyOf(counts, capacity);
            wideCounts = wideCounts == null ? null : Arrays.copyOf(wideCounts, capacity);
            weights = weights == null ? null : Arrays.copyOf(weights, capacity);
            ages = Arrays.copyOf(ages, capacity);
        }

        private void insert(int row) {
            System.arraycopy(instants, row, instants, row + 1, size - row);
            if (wideCounts == null) {
                System.arraycopy(counts, row, counts, row + 1, size - row);
                counts[row] = 0;
            } else {
                insert(wideCounts, row);
            }
            insert(ages, row);
            if (weights != null) {
                insert(weights, row);
            }
            size++;
        }

        private void insert(long[] column, int row) {
            System.arraycopy(column, row, column, row + 1, size - row);
            column[row] = 0;
        }

        void addAll(Changes other) {
            for (int row = 0; row < other.size; row++) {
                add(other.instants[row], other.count(row), other.weight(row), other.ages[row]);
            }
        }

        private long count(int row) {
            return wideCounts == null ? counts[row] : wideCounts[row];
        }

        private void setCount(int row, long count) {
            if (wideCounts == null && count == (int) count) {
                counts[row] = (int) count;
                return;
            }
            if (wideCounts == null) {
                wideCounts = Arrays.stream(counts).asLongStream().toArray();
                counts = null;
            }
            wideCounts[row] = count;
        }

        private long weight(int row) {
            return weights == null ? 0 : weights[row];
        }

        long lastCount() {
            long count = 0;
            for (int row = 0; row < size; row++) {
                count = SaturatingMath.add(count, count(row));
            }
            return count;
        }

        /**
         * Returns the levels at each instant at which something changes; null if there never is an object.
         *
         * @param nanos the instants
         * @param ageAt the instant to which the ages refer
         */
        SiteTimeline timeline(Site site, long[] nanos, long ageAt) {
            long[] levels = new long[size];
            long[] weightLevels = weights == null ? null : Arrays.copyOf(weights, size);
            long[] ageLevels = Arrays.copyOf(ages, size);
            boolean isLive = false;
            long ageNanos = 0;
            for (int row = 0; row < size; row++) {
                levels[row] = SaturatingMath.add(row == 0 ? 0 : levels[row - 1], count(row));
                if (row > 0 && weightLevels != null) {
                    weightLevels[row] = SaturatingMath.add(weightLevels[row - 1], weightLevels[row]);
                }
                ageNanos = SaturatingMath.add(ageNanos, ageLevels[row]);
                long older = SaturatingMath.multiply(levels[row], nanos[instants[row]] - ageAt);
                ageLevels[row] = Math.max(0, SaturatingMath.add(ageNanos, older));
                isLive |= levels[row] > 0;
            }
            return isLive
                    ? SiteTimeline.of(site, Arrays.copyOf(instants, size), nanos, levels, weightLevels, ageLevels)
                    : null;
        }
    }

    /** Instants after the end of the recording are moved to its end, as far as that is known yet. */
    private final Instants instants;

    private final AgeRange ages;
    private final SiteTable sites;

    /** By site number; null where nothing is counted. */
    private Changes[] changes = new Changes[0];

    /** By site number, the objects live at the last instant; null unless requested. */
    private Survivors[] survivors;

    /**
     * @param sites numbers the sites
     * @param withAges whether to count the ages of the objects live at the last instant
     */
    public LiveCounts(SiteTable sites, Instants instants, AgeRange ages, boolean withAges) {
        this.sites = sites;
        this.instants = instants;
        this.ages = ages;
        this.survivors = withAges ? new Survivors[0] : null;
    }

    /** Returns the instants of all counts. */
    public Instants instants() {
        return instants;
    }

    /** Returns the ages of objects that count. */
    public AgeRange ages() {
        return ages;
    }

    /** Returns empty counts for the same instants. */
    public LiveCounts another() {
        return new LiveCounts(sites, instants, ages, survivors != null);
    }

    /**
     * Counts an object as live at a range of instants, as far as its age counts there.
     *
     * @param from the index of the first instant
     * @param to the index after that of the last instant
     */
    public void add(int site, long addedNanos, long weight, int from, int to) {
        int first = from;
        int end = to;
        if (!ages.equals(AgeRange.ALL)) {
            first = Math.max(from, instants.from(SaturatingMath.add(addedNanos, ages.minNanos())));
            end = Math.min(to, instants.from(SaturatingMath.add(SaturatingMath.add(addedNanos, ages.maxNanos()), 1)));
        }
        if (first < end) {
            add(site, 1, weight, instants.last() - addedNanos, first, end);
            if (end == instants.size()) {
                if (survivors != null) {
                    survivors(site).add(instants.last() - addedNanos, from, instants.size());
                }
            }
        }
    }

    /** Counts the ages of objects of a snapshot that are live at the last instant, if requested. */
    public void ageAtLast(int site, long ageNanos, long objects) {
        if (survivors != null) {
            survivors(site).add(ageNanos, objects);
        }
    }

    /**
     * Returns the objects of a site that are live at the last instant; null if there are none or this was not
     * requested.
     */
    Survivors survivorsOf(int site) {
        return survivors == null || site >= survivors.length ? null : survivors[site];
    }

    private Survivors survivors(int site) {
        if (site >= survivors.length) {
            survivors = Arrays.copyOf(survivors, Math.max(site + 1, 2 * survivors.length));
        }
        if (survivors[site] == null) {
            survivors[site] = new Survivors();
        }
        return survivors[site];
    }

    /**
     * Counts objects as live at a range of instants, regardless of their ages.
     *
     * @param ageNanos the sum of the ages at the last instant
     */
    public void add(int site, long count, long weight, long ageNanos, int from, int to) {
        Changes counted = changes(site);
        counted.add(from, count, weight, ageNanos);
        if (to < instants.size()) {
            counted.add(
                    to,
                    SaturatingMath.subtract(0, count),
                    SaturatingMath.subtract(0, weight),
                    SaturatingMath.subtract(0, ageNanos));
        }
    }

    public void addAll(LiveCounts other) {
        for (int site = 0; site < other.changes.length; site++) {
            if (other.changes[site] != null) {
                changes(site).addAll(other.changes[site]);
            }
        }
        for (int site = 0; survivors != null && site < other.survivors.length; site++) {
            if (other.survivors[site] != null) {
                survivors(site).addAll(other.survivors[site]);
            }
        }
    }

    /**
     * Passes on every site that has live objects at some instant, with its profile, in no particular order. The counts
     * are freed on the way, because two copies of hundreds of instants would take too much memory.
     *
     * @param at the same instants, now that the end of the recording is known
     */
    public void drain(Instants at, BiConsumer<String, SiteTimeline> each) {
        long[] nanos = at.toList().stream().mapToLong(Long::longValue).toArray();
        for (int site = 0; site < changes.length; site++) {
            if (changes[site] != null) {
                ProfileSite counted = sites.site(site);
                SiteTimeline timeline = changes[site].timeline(counted.site(), nanos, instants.last());
                changes[site] = null;
                if (timeline != null) {
                    each.accept(counted.profile(), timeline);
                }
            }
        }
    }

    /** Returns the number of objects live at the last instant whose site passes. */
    public long countLast(Predicate<Site> wanted) {
        long count = 0;
        for (int site = 0; site < changes.length; site++) {
            if (changes[site] != null && wanted.test(sites.site(site).site())) {
                count += Math.max(0, changes[site].lastCount());
            }
        }
        return count;
    }

    /** Returns the number of objects live at the last instant whose stack is unknown. */
    public long withoutStack() {
        return countLast(site -> site.frames().get(0).equals(Frame.NO_STACK));
    }

    /** Returns the number of objects live at the last instant whose stack is truncated. */
    public long truncated() {
        return countLast(site -> site.frames().get(site.frames().size() - 1).equals(Frame.TRUNCATED));
    }

    /** Moves the counts of some sites to others. */
    public void move(Map<ProfileSite, ProfileSite> moves) {
        moves.forEach((from, to) -> {
            int number = sites.number(from);
            if (number < changes.length && changes[number] != null) {
                Changes moved = changes[number];
                changes[number] = null;
                changes(sites.number(to)).addAll(moved);
            }
            if (survivors != null && number < survivors.length && survivors[number] != null) {
                Survivors moved = survivors[number];
                survivors[number] = null;
                survivors(sites.number(to)).addAll(moved);
            }
        });
    }

    private Changes changes(int site) {
        if (site >= changes.length) {
            changes = Arrays.copyOf(changes, Math.max(site + 1, 2 * changes.length));
        }
        if (changes[site] == null) {
            changes[site] = new Changes();
        }
        return changes[site];
    }
}
