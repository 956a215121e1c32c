package dev.customprofiles.replay;

import dev.customprofiles.counts.EventTimes;
import dev.customprofiles.live.Peak;
import java.util.Map;
import java.util.TreeMap;

/**
 * Finds the peak of one profile of one recorder copy. Events are added up in order of time, as soon as no later chunk
 * can have older ones. The number of objects live before the first event comes from a snapshot, which applies up to the
 * next snapshot.
 */
final class PeakSearch {

    private final EventTimes waiting = new EventTimes();

    /** The number of objects live before the first event, according to each pending snapshot, by time. */
    private final TreeMap<Long, Long> snapshots = new TreeMap<>();

    /** That number according to the last snapshot. */
    private long before;

    private boolean hasSnapshot;
    private boolean startKnown = true;

    /** Sum of the events, and its maximum since the last snapshot. */
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
     * Adds a snapshot.
     *
     * @param liveBefore the number of objects that it counts minus the sum of the events before it
     */
    void snapshot(long nanos, long liveBefore) {
        snapshots.put(nanos, liveBefore);
    }

    /** Discards the events before the first snapshot, because not all of them are in the recording. */
    void startsWithSnapshot() {
        startKnown = false;
    }

    /** Counts the events before an instant. All of them, and all snapshots before it, must have been added. */
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

    /** Returns the peak after all events have been added; null if it is unknown. */
    Peak find() {
        settle(Long.MAX_VALUE);
        passSnapshots(Long.MAX_VALUE);
        end();
        most = Long.MIN_VALUE;
        return peak;
    }
}
