package dev.customprofiles.replay;

import dev.customprofiles.counts.EventTimes;
import dev.customprofiles.live.Peak;
import java.util.Map;
import java.util.TreeMap;

/**
 * Finds the peak of one profile in one copy of the recorder. Events are counted in the order of time, those of a chunk when no
 * later chunk can have any as old. How many objects were live before the first one is not known meanwhile: a snapshot says so
 * for the time up to the next.
 */
final class PeakSearch {

    private final EventTimes waiting = new EventTimes();

    /** Of the snapshots that have not been passed, by their time: how many objects were live before the first event. */
    private final TreeMap<Long, Long> snapshots = new TreeMap<>();

    /** What the last one says of that. */
    private long before;

    private boolean hasSnapshot;
    private boolean startKnown = true;

    /** What the events add up to, and at most since the last snapshot. */
    private long sum;

    private long most = Long.MIN_VALUE;
    private long mostNanos;
    private Peak peak;

    void add(EventTimes events) {
        waiting.addAll(events);
    }

    void removed(long nanos) {
        waiting.removed(nanos);
    }

    /**
     * Takes a snapshot.
     *
     * @param liveBefore how many objects it counts, less what the events before it add up to
     */
    void snapshot(long nanos, long liveBefore) {
        snapshots.put(nanos, liveBefore);
    }

    /** What happens before the first snapshot tells nothing, for not all events before it are in the recording. */
    void startsWithSnapshot() {
        startKnown = false;
    }

    /** Counts the events before an instant, which are all there; the snapshots before it have been taken. */
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
            Map.Entry<Long, Long> snapshot = snapshots.pollFirstEntry();
            before = snapshot.getValue();
            hasSnapshot = true;
            most = Long.MIN_VALUE;
            seen(snapshot.getKey());
        }
    }

    private void seen(long nanos) {
        if (sum > most) {
            most = sum;
            mostNanos = nanos;
        }
    }

    private void end() {
        if (most != Long.MIN_VALUE && (hasSnapshot || startKnown) && (peak == null || most + before > peak.count())) {
            peak = new Peak(most + before, mostNanos);
        }
    }

    /** The peak, when all events have been added; null if there is nothing to tell it from. */
    Peak find() {
        settle(Long.MAX_VALUE);
        passSnapshots(Long.MAX_VALUE);
        end();
        most = Long.MIN_VALUE;
        return peak;
    }
}
