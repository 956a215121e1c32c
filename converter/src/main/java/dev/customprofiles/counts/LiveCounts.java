package dev.customprofiles.counts;

import dev.customprofiles.live.AgeRange;
import dev.customprofiles.live.Frame;
import dev.customprofiles.live.SaturatingMath;
import dev.customprofiles.live.Site;
import dev.customprofiles.live.SiteTimeline;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.function.BiConsumer;
import java.util.function.Function;
import java.util.function.Predicate;

/**
 * Counts by site the objects that are live at each of the instants that are asked about. Only what changes from one instant
 * to the next is kept. Sums that leave the range of a long stay at its end.
 */
public final class LiveCounts {

    /** What comes to a site, less what leaves it, by instant. */
    private static final class Changes {
        private static final int COUNT = 1;
        private static final int WEIGHT = 2;
        private static final int AGE = 3;
        private static final int WIDTH = 4;

        /** Instant, count, weight and sum of the ages, in the order of instants. */
        private long[] rows = new long[WIDTH];

        private int size;

        void add(int instant, long count, long weight, long ageNanos) {
            int row = row(instant);
            rows[row + COUNT] = SaturatingMath.add(rows[row + COUNT], count);
            rows[row + WEIGHT] = SaturatingMath.add(rows[row + WEIGHT], weight);
            rows[row + AGE] = SaturatingMath.add(rows[row + AGE], ageNanos);
        }

        private int row(int instant) {
            int row = size;
            while (row > 0 && rows[row - WIDTH] >= instant) {
                row -= WIDTH;
            }
            if (row == size || rows[row] != instant) {
                if (size == rows.length) {
                    rows = Arrays.copyOf(rows, 2 * size);
                }
                System.arraycopy(rows, row, rows, row + WIDTH, size - row);
                Arrays.fill(rows, row, row + WIDTH, 0);
                rows[row] = instant;
                size += WIDTH;
            }
            return row;
        }

        void addAll(Changes other) {
            for (int row = 0; row < other.size; row += WIDTH) {
                add((int) other.rows[row], other.rows[row + COUNT], other.rows[row + WEIGHT], other.rows[row + AGE]);
            }
        }

        /** What is there at each instant at which something changes, with the ages as they are counted. */
        List<SiteTimeline.Level> levels(Instants instants) {
            List<SiteTimeline.Level> levels = new ArrayList<>(size / WIDTH);
            long count = 0;
            long weight = 0;
            long ageNanos = 0;
            for (int row = 0; row < size; row += WIDTH) {
                int instant = (int) rows[row];
                count = SaturatingMath.add(count, rows[row + COUNT]);
                weight = SaturatingMath.add(weight, rows[row + WEIGHT]);
                ageNanos = SaturatingMath.add(ageNanos, rows[row + AGE]);
                levels.add(new SiteTimeline.Level(instant, instants.at(instant), count, weight, ageNanos));
            }
            return levels;
        }
    }

    /** With those after the end of the recording at its end, as far as that is known while it is still being looked for. */
    private final Instants instants;

    private final AgeRange ages;
    private final SiteTable sites;

    /** By the number of the site; null where nothing is counted. */
    private Changes[] changes = new Changes[0];

    /** @param sites has the numbers of the sites */
    public LiveCounts(SiteTable sites, Instants instants, AgeRange ages) {
        this.sites = sites;
        this.instants = instants;
        this.ages = ages;
    }

    /** The instants of all counts. */
    public Instants instants() {
        return instants;
    }

    /** Which objects count. */
    public AgeRange ages() {
        return ages;
    }

    /** An empty tally for the same instants. */
    public LiveCounts another() {
        return new LiveCounts(sites, instants, ages);
    }

    /**
     * Counts an object as live at some of the instants, those at which it is of an age that counts.
     *
     * @param from the index of the first instant
     * @param to the index after that of the last one
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
        }
    }

    /** Counts an object with an age that does not depend on the instant, whatever it is. */
    public void addEnded(int site, long weight, long ageNanos, int from) {
        add(site, 1, weight, ageNanos, from, instants.size());
    }

    /**
     * Counts objects as live at some of the instants, whatever their ages.
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
    }

    /**
     * Every site that has live objects at some instant, with its profile, in no order.
     *
     * @param at the same instants, now that the end of the recording is known
     */
    public void forEach(Instants at, BiConsumer<String, SiteTimeline> each) {
        forEach(
                changed -> changed.levels(at).stream()
                        .map(level -> level.aged(level.atNanos() - instants.last()))
                        .toList(),
                each);
    }

    /** As {@link #forEach(Instants, BiConsumer)}, for objects whose age does not depend on the instant. */
    public void forEachEnded(BiConsumer<String, SiteTimeline> each) {
        forEach(changed -> changed.levels(instants), each);
    }

    private void forEach(Function<Changes, List<SiteTimeline.Level>> levelsOf, BiConsumer<String, SiteTimeline> each) {
        for (int site = 0; site < changes.length; site++) {
            List<SiteTimeline.Level> levels = changes[site] == null ? List.of() : levelsOf.apply(changes[site]);
            if (levels.stream().anyMatch(level -> level.count() > 0)) {
                ProfileSite counted = sites.site(site);
                each.accept(counted.profile(), new SiteTimeline(counted.site(), levels));
            }
        }
    }

    /** How many objects are live at the last instant whose site passes. */
    public long countLast(Predicate<Site> wanted) {
        long[] count = new long[1];
        forEachEnded((profile, site) -> {
            if (wanted.test(site.site())) {
                count[0] += Math.max(0, site.at(instants.size() - 1).count());
            }
        });
        return count[0];
    }

    /** How many objects are live at the last instant of which no stack is known. */
    public long withoutStack() {
        return countLast(site -> site.frames().get(0).equals(Frame.NO_STACK));
    }

    /** How many are live then of which the stack was deeper than is known. */
    public long truncated() {
        return countLast(site -> site.frames().get(site.frames().size() - 1).equals(Frame.TRUNCATED));
    }

    /** Counts the objects of some sites under others. */
    public void move(Map<ProfileSite, ProfileSite> moves) {
        moves.forEach((from, to) -> {
            int number = sites.number(from);
            if (number < changes.length && changes[number] != null) {
                Changes moved = changes[number];
                changes[number] = null;
                changes(sites.number(to)).addAll(moved);
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
