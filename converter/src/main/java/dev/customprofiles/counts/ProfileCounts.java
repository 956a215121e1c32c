package dev.customprofiles.counts;

import dev.customprofiles.live.Timeline;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** How much of a profile went by in the part of the recording that was read, up to each instant and after the last. */
public final class ProfileCounts {
    private long firstEvent = Long.MAX_VALUE;
    private long firstSnapshot = Long.MAX_VALUE;
    private final long[] added;
    private final long[] removed;
    private final long[] collected;
    public long orphans;

    /** How many objects left of which it is not known whether they are of the sites that were chosen. */
    public long siteless;

    /** Whether an object left when its value was collected. A snapshot says so too, but there may be none. */
    public boolean dropped;

    /** When everything happened; null unless that is asked for. */
    public final EventTimes times;

    /** @param instants how many there are */
    public ProfileCounts(int instants) {
        this(instants, false);
    }

    public ProfileCounts(int instants, boolean withTimes) {
        times = withTimes ? new EventTimes() : null;
        added = new long[instants + 1];
        removed = new long[instants + 1];
        collected = new long[instants + 1];
    }

    /** Counts an Add, or takes it back. */
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

    /** Without those that the collector took. */
    public long removed() {
        return Arrays.stream(removed).sum();
    }

    public long collected() {
        return Arrays.stream(collected).sum();
    }

    /** What happened up to each instant and after the one before. */
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

    /** Takes the counts of a later chunk of the same JVM, or of any chunk of another. */
    public void addAll(ProfileCounts other) {
        Arrays.setAll(added, i -> added[i] + other.added[i]);
        Arrays.setAll(removed, i -> removed[i] + other.removed[i]);
        Arrays.setAll(collected, i -> collected[i] + other.collected[i]);
        orphans += other.orphans;
        siteless += other.siteless;
        dropped |= other.dropped;
    }

    /**
     * From when on the live set is known, if these are the counts of the first chunk in which a JVM has the profile. What
     * happens there before the snapshot is done happens to objects that the recording knows nothing of yet.
     */
    public long startNanos() {
        return firstSnapshot == Long.MAX_VALUE ? firstEvent : firstSnapshot;
    }
}
