package dev.customprofiles.replay;

import dev.customprofiles.live.Peak;
import dev.customprofiles.tally.EventTimes;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;

/**
 * Finds the peak of one profile in one JVM. Events are counted in the order of time, those of a chunk when no later chunk can
 * have any as old. How many objects were live before the first one is not known meanwhile: each snapshot says so afterwards
 * for the time up to the next.
 */
final class PeakSearch {

    /**
     * The time between two snapshots.
     *
     * @param snapshot the first of the two; null before all of them
     * @param sumBefore what all events up to it add up to
     * @param most what they add up to at most until the next
     * @param mostNanos when, at first
     */
    record Stretch(Snapshot snapshot, long sumBefore, long most, long mostNanos) {}

    private final EventTimes waiting = new EventTimes();
    private final TreeMap<Long, Snapshot> snapshots = new TreeMap<>();
    private final List<Stretch> stretches = new ArrayList<>();
    private Snapshot since;
    private long sum;
    private long sumBefore;
    private long most = Long.MIN_VALUE;
    private long mostNanos;

    void add(EventTimes events) {
        waiting.addAll(events);
    }

    void add(Snapshot snapshot) {
        snapshots.put(snapshot.timeNanos, snapshot);
    }

    /** Counts the events before an instant, which are all there. */
    void settle(long beforeNanos) {
        waiting.sort();
        int event = 0;
        while (event < waiting.size() && waiting.nanos(event) < beforeNanos) {
            long nanos = waiting.nanos(event);
            passSnapshots(nanos);
            while (event < waiting.size() && waiting.nanos(event) == nanos) {
                sum += waiting.change(event++);
            }
            seen(nanos);
        }
        waiting.dropFirst(event);
    }

    private void passSnapshots(long nanos) {
        while (!snapshots.isEmpty() && snapshots.firstKey() < nanos) {
            end();
            since = snapshots.pollFirstEntry().getValue();
            sumBefore = sum;
            most = Long.MIN_VALUE;
            seen(since.timeNanos);
        }
    }

    private void seen(long nanos) {
        if (sum > most) {
            most = sum;
            mostNanos = nanos;
        }
    }

    private void end() {
        if (most != Long.MIN_VALUE) {
            stretches.add(new Stretch(since, sumBefore, most, mostNanos));
        }
    }

    /** What there is between the snapshots, when all events have been added. */
    List<Stretch> stretches() {
        settle(Long.MAX_VALUE);
        passSnapshots(Long.MAX_VALUE);
        end();
        return stretches;
    }

    /** The peak; null if there is nothing to tell it from. */
    Peak find(Ledger ledger) {
        List<Stretch> all = stretches();
        boolean isComplete = all.stream()
                .map(Stretch::snapshot)
                .filter(snapshot -> snapshot != null)
                .findFirst()
                .map(ledger::isComplete)
                .orElse(true);
        Peak peak = null;
        for (Stretch stretch : all) {
            Snapshot snapshot = stretch.snapshot;
            if (snapshot != null || isComplete) {
                peak = higher(peak, stretch, snapshot == null ? 0 : snapshot.live - ledger.changeBefore(snapshot));
            }
        }
        return peak;
    }

    /**
     * The higher one of the peaks so far and of a stretch.
     *
     * @param peak null for none
     * @param before how many objects were live before the first event
     */
    static Peak higher(Peak peak, Stretch stretch, long before) {
        long count = stretch.most + before;
        return peak == null || count > peak.count() ? new Peak(count, stretch.mostNanos) : peak;
    }
}
