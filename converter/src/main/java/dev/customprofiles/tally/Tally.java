package dev.customprofiles.tally;

import dev.customprofiles.live.AgeRange;
import dev.customprofiles.live.Frame;
import dev.customprofiles.live.SaturatingMath;
import dev.customprofiles.live.Site;
import dev.customprofiles.live.SiteTimeline;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.BiConsumer;
import java.util.function.Predicate;

/**
 * Counts by site the objects that are live at each of the instants that are asked about. Only what changes from one instant
 * to the next is kept. Sums that leave the range of a long stay at its end.
 */
public final class Tally {

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
    private final Map<ProfileSite, Changes> sites = new HashMap<>();

    public Tally(Instants instants, AgeRange ages) {
        this.instants = instants;
        this.ages = ages;
    }

    /** An empty tally for the same instants. */
    public Tally another() {
        return new Tally(instants, ages);
    }

    /**
     * Counts an object as live at some of the instants, those at which it is of an age that counts.
     *
     * @param from the index of the first instant
     * @param to the index after that of the last one
     */
    public void add(ProfileSite site, long addedNanos, long weight, int from, int to) {
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
    public void addEnded(ProfileSite site, long weight, long ageNanos, int from) {
        add(site, 1, weight, ageNanos, from, instants.size());
    }

    /**
     * Counts the objects of a snapshot's row as live at some of the instants.
     *
     * @return how many of them may be of an age that does not count, at most
     */
    public long add(SnapshotRow row, long snapshotNanos, int from, int to) {
        long sinceLast = instants.last() - snapshotNanos;
        if (ages.equals(AgeRange.ALL)) {
            long age = SaturatingMath.add(row.ageNanos(), SaturatingMath.multiply(row.count(), sinceLast));
            add(row.site(), row.count(), row.weight(), age, from, to);
            return 0;
        }
        long uncertain = 0;
        for (int instant = from; instant < to; instant++) {
            uncertain = Math.max(uncertain, addOfAge(row, instants.at(instant) - snapshotNanos, sinceLast, instant));
        }
        return uncertain;
    }

    private long addOfAge(SnapshotRow row, long since, long sinceLast, int instant) {
        if (row.count() == 1) { // the sum of the ages is the object's
            if (ages.contains(SaturatingMath.add(row.ageNanos(), since))) {
                long age = SaturatingMath.add(row.ageNanos(), sinceLast);
                add(row.site(), 1, row.weight(), age, instant, instant + 1);
            }
            return 0;
        }
        long counted = 0;
        long uncertain = 0;
        for (Map.Entry<Integer, Long> sameAge : row.byAge().entrySet()) {
            if (mayCount(sameAge.getKey(), since)) {
                counted += sameAge.getValue();
                uncertain += mustCount(sameAge.getKey(), since) ? 0 : sameAge.getValue();
            }
        }
        double share = row.count() <= 0 ? 0 : (double) counted / row.count();
        long age = SaturatingMath.add(Math.round(row.ageNanos() * share), SaturatingMath.multiply(counted, sinceLast));
        add(row.site(), counted, Math.round(row.weight() * share), age, instant, instant + 1);
        return uncertain;
    }

    /** Whether an object may be of an age that counts, if it was 2^exponent nanoseconds or up to twice as old back then. */
    private boolean mayCount(int exponent, long since) {
        return SaturatingMath.add(oldest(exponent), since) >= ages.minNanos()
                && SaturatingMath.add(1L << exponent, since) <= ages.maxNanos();
    }

    private boolean mustCount(int exponent, long since) {
        return ages.contains(SaturatingMath.add(1L << exponent, since))
                && ages.contains(SaturatingMath.add(oldest(exponent), since));
    }

    private static long oldest(int exponent) {
        return exponent >= 62 ? Long.MAX_VALUE : (1L << (exponent + 1)) - 1;
    }

    /** @param ageNanos the sum of the ages at the last instant */
    private void add(ProfileSite site, long count, long weight, long ageNanos, int from, int to) {
        Changes changes = changes(site);
        changes.add(from, count, weight, ageNanos);
        if (to < instants.size()) {
            changes.add(
                    to,
                    SaturatingMath.subtract(0, count),
                    SaturatingMath.subtract(0, weight),
                    SaturatingMath.subtract(0, ageNanos));
        }
    }

    public void addAll(Tally other) {
        other.sites.forEach((site, changes) -> changes(site).addAll(changes));
    }

    /**
     * Every site that has live objects at some instant, with its profile, in no order.
     *
     * @param at the same instants, now that the end of the recording is known
     */
    public void forEach(Instants at, BiConsumer<String, SiteTimeline> each) {
        sites.forEach((site, changes) -> accept(
                site,
                changes.levels(at).stream()
                        .map(level -> level.aged(level.atNanos() - instants.last()))
                        .toList(),
                each));
    }

    /** As {@link #forEach(Instants, BiConsumer)}, for objects whose age does not depend on the instant. */
    public void forEachEnded(BiConsumer<String, SiteTimeline> each) {
        sites.forEach((site, changes) -> accept(site, changes.levels(instants), each));
    }

    private static void accept(
            ProfileSite site, List<SiteTimeline.Level> levels, BiConsumer<String, SiteTimeline> each) {
        if (levels.stream().anyMatch(level -> level.count() > 0)) {
            each.accept(site.profile(), new SiteTimeline(site.site(), levels));
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

    /** The sites that were counted, even if nothing is left there. */
    public Set<ProfileSite> sites() {
        return sites.keySet();
    }

    /** Counts the objects of some sites under others. */
    public void move(Map<ProfileSite, ProfileSite> moves) {
        moves.forEach((from, to) -> {
            Changes changes = sites.remove(from);
            if (changes != null) {
                changes(to).addAll(changes);
            }
        });
    }

    private Changes changes(ProfileSite site) {
        return sites.computeIfAbsent(site, absent -> new Changes());
    }
}
