package dev.customprofiles.replay;

import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;

/**
 * Finds the peak of one profile in one JVM. Events are counted in the order of time, those of a chunk when no later chunk can
 * have any as old. How many objects were live before the first one is not known meanwhile: each snapshot says so afterwards
 * for the time up to the next.
 */
final class PeakSearch {

    /** What the events added up to at most between two snapshots. */
    private record Stretch(Snapshot snapshot, long most, long mostNanos) {}

    private final EventTimes waiting = new EventTimes();
    private final TreeMap<Long, Snapshot> snapshots = new TreeMap<>();
    private final List<Stretch> stretches = new ArrayList<>();
    private Snapshot since;
    private long sum;
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
        while (!snapshots.isEmpty() && snapshots.firstKey() <= nanos) {
            end();
            since = snapshots.pollFirstEntry().getValue();
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
            stretches.add(new Stretch(since, most, mostNanos));
        }
    }

    /** The peak; null if there is nothing to tell it from. */
    Peak find(Ledger ledger) {
        settle(Long.MAX_VALUE);
        passSnapshots(Long.MAX_VALUE);
        end();
        Peak peak = null;
        boolean isComplete = stretches.stream()
                .map(Stretch::snapshot)
                .filter(snapshot -> snapshot != null)
                .findFirst()
                .map(ledger::isComplete)
                .orElse(true);
        for (Stretch stretch : stretches) {
            Snapshot snapshot = stretch.snapshot;
            if (snapshot != null || isComplete) {
                long before = snapshot == null ? 0 : snapshot.live - ledger.changeBefore(snapshot);
                if (peak == null || stretch.most + before > peak.count()) {
                    peak = new Peak(stretch.most + before, stretch.mostNanos);
                }
            }
        }
        return peak;
    }
}
