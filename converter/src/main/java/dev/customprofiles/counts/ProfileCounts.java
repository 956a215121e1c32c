package dev.customprofiles.counts;

import dev.customprofiles.live.Timeline;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Counts the events of a profile in the part of the recording that was read: up to each instant, and after the last.
 */
public final class ProfileCounts {
    private long firstEvent = Long.MAX_VALUE;
    private long firstSnapshot = Long.MAX_VALUE;
    private final long[] added;
    private final long[] removed;
    private final long[] collected;
    public long orphans;

    /** Number of objects that left without the recording telling whether their site was chosen. */
    public long siteless;

    /** True if an object left because its value was collected. A snapshot tells too, but there may be none. */
    public boolean dropped;

    /** The times of all events; null unless requested. */
    public final EventTimes times;

    /** @param instants the number of instants */
    public ProfileCounts(int instants) {
        this(instants, false);
    }

    public ProfileCounts(int instants, boolean withTimes) {
        times = withTimes ? new EventTimes() : null;
        added = new long[instants + 1];
        removed = new long[instants + 1];
        collected = new long[instants + 1];
    }

    /** Counts an Add, or with a negative count takes it back. */
    public void added(int interval, long count) {
        added[interval] += count;
    }

    public void removed(int interval, boolean byCollector) {
        (byCollector ? collected : removed)[interval]++;
    }

    public void removed(int interval, long count, long byCollector) {
        removed[interval] += count;
        collected[interval] += byCollector;
    }

    public long added() {
        return Arrays.stream(added).sum();
    }

    /** Returns the number of removals by the application, without collected values. */
    public long removed() {
        return Arrays.stream(removed).sum();
    }

    public long collected() {
        return Arrays.stream(collected).sum();
    }

    /** Returns the counts between successive instants. */
    public List<Timeline.Interval> intervals() {
        List<Timeline.Interval> intervals = new ArrayList<>();
        for (int i = 0; i + 1 < added.length; i++) {
            intervals.add(new Timeline.Interval(added[i], removed[i], collected[i]));
        }
        return intervals;
    }

    public void seen(long nanos) {
        firstEvent = Math.min(firstEvent, nanos);
    }

    public void seenSnapshot(long nanos) {
        firstSnapshot = Math.min(firstSnapshot, nanos);
    }

    /** Adds the counts of a later chunk of the same JVM, or of any chunk of another. */
    public void addAll(ProfileCounts other) {
        Arrays.setAll(added, i -> added[i] + other.added[i]);
        Arrays.setAll(removed, i -> removed[i] + other.removed[i]);
        Arrays.setAll(collected, i -> collected[i] + other.collected[i]);
        orphans += other.orphans;
        siteless += other.siteless;
        dropped |= other.dropped;
    }

    /**
     * Returns the time from which the live set is known, if these are the counts of the first chunk in which a JVM has
     * the profile. Events before the end of the snapshot concern objects that the recording does not have yet.
     */
    public long startNanos() {
        return firstSnapshot == Long.MAX_VALUE ? firstEvent : firstSnapshot;
    }
}
