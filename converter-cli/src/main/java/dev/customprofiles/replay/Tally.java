package dev.customprofiles.replay;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.BiConsumer;
import java.util.function.Predicate;

/** Counts by site the objects that are live at one instant. Sums that leave the range of a long stay at its end. */
final class Tally {

    private static final class Sum {
        long count;
        long weight;
        long ageNanos;

        void add(long moreCount, long moreWeight, long moreAge) {
            count = saturatedAdd(count, moreCount);
            weight = saturatedAdd(weight, moreWeight);
            ageNanos = saturatedAdd(ageNanos, moreAge);
        }
    }

    /** Near the instant, which is not known exactly while the end is still being looked for. */
    private final long referenceNanos;

    private final AgeRange ages;
    private final Map<ProfileSite, Sum> sums = new HashMap<>();

    Tally(long referenceNanos, AgeRange ages) {
        this.referenceNanos = referenceNanos;
        this.ages = ages;
    }

    /** An empty tally for the same instant. */
    Tally another() {
        return new Tally(referenceNanos, ages);
    }

    /** Counts an object as live, if it is of an age that counts. */
    void add(ProfileSite site, long addedNanos, long weight) {
        long age = referenceNanos - addedNanos;
        if (ages.contains(age)) {
            sum(site).add(1, weight, age);
        }
    }

    /** Counts an object with an age that does not depend on the instant, whatever it is. */
    void addEnded(ProfileSite site, long weight, long ageNanos) {
        sum(site).add(1, weight, ageNanos);
    }

    /**
     * Counts the objects of a snapshot's row as live.
     *
     * @return how many of them may be of an age that does not count
     */
    long add(SnapshotRow row, long snapshotNanos) {
        long since = referenceNanos - snapshotNanos;
        if (ages.equals(AgeRange.ALL)) {
            sum(row.site()).add(row.count(), row.weight(), saturatedAdd(row.ageNanos(), row.count() * since));
            return 0;
        }
        if (row.count() == 1) { // the sum of the ages is the object's
            long age = saturatedAdd(row.ageNanos(), since);
            if (ages.contains(age)) {
                sum(row.site()).add(1, row.weight(), age);
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
        long age = saturatedAdd(Math.round(row.ageNanos() * share), counted * since);
        sum(row.site()).add(counted, Math.round(row.weight() * share), age);
        return uncertain;
    }

    /** Whether an object may be of an age that counts, if it was 2^exponent nanoseconds or up to twice as old back then. */
    private boolean mayCount(int exponent, long since) {
        return saturatedAdd(oldest(exponent), since) >= ages.minNanos()
                && saturatedAdd(1L << exponent, since) <= ages.maxNanos();
    }

    private boolean mustCount(int exponent, long since) {
        return ages.contains(saturatedAdd(1L << exponent, since))
                && ages.contains(saturatedAdd(oldest(exponent), since));
    }

    private static long oldest(int exponent) {
        return exponent >= 62 ? Long.MAX_VALUE : (1L << (exponent + 1)) - 1;
    }

    void addAll(Tally other) {
        other.sums.forEach((site, sum) -> sum(site).add(sum.count, sum.weight, sum.ageNanos));
    }

    /** Every site that has live objects, with its profile, in no order, and with ages at the instant. */
    void forEach(long atNanos, BiConsumer<String, LiveSite> each) {
        sums.forEach((site, sum) -> {
            if (sum.count > 0) {
                long age = saturatedAdd(sum.ageNanos, sum.count * (atNanos - referenceNanos));
                each.accept(site.profile(), new LiveSite(site.site(), sum.count, sum.weight, Math.max(0, age)));
            }
        });
    }

    /** As {@link #forEach(long, BiConsumer)}, for objects whose age does not depend on the instant. */
    void forEachEnded(BiConsumer<String, LiveSite> each) {
        forEach(referenceNanos, each);
    }

    /** How many objects are live of which no stack is known. */
    long withoutStack() {
        return count(frames -> frames.get(0).equals(Frame.NO_STACK));
    }

    /** How many are live of which the stack was deeper than is known. */
    long truncated() {
        return count(frames -> frames.get(frames.size() - 1).equals(Frame.TRUNCATED));
    }

    private long count(Predicate<List<Frame>> stacks) {
        long[] count = new long[1];
        forEach(referenceNanos, (profile, site) -> {
            if (stacks.test(site.site().frames())) {
                count[0] += site.count();
            }
        });
        return count[0];
    }

    /** The sites that were counted, even if nothing is left there. */
    Set<ProfileSite> sites() {
        return sums.keySet();
    }

    /** Counts the objects of some sites under others. */
    void move(Map<ProfileSite, ProfileSite> moves) {
        moves.forEach((from, to) -> {
            Sum sum = sums.remove(from);
            if (sum != null) {
                sum(to).add(sum.count, sum.weight, sum.ageNanos);
            }
        });
    }

    private Sum sum(ProfileSite site) {
        return sums.computeIfAbsent(site, absent -> new Sum());
    }

    static long saturatedAdd(long a, long b) {
        long sum = a + b;
        if (((a ^ sum) & (b ^ sum)) < 0) {
            return a < 0 ? Long.MIN_VALUE : Long.MAX_VALUE;
        }
        return sum;
    }
}
