package dev.customprofiles.counts;

import java.util.Arrays;

/** The times at which objects of a profile were added and removed, each packed into a number that sorts by time. */
public final class EventTimes {

    private long[] times = new long[64];
    private int size;

    public void added(long nanos) {
        put(nanos << 1 | 1);
    }

    public void removed(long nanos) {
        put(nanos << 1);
    }

    private void put(long time) {
        room(1);
        times[size++] = time;
    }

    private void room(int more) {
        if (times.length - size < more) {
            times = Arrays.copyOf(times, size + Math.max(more, size >> 1));
        }
    }

    public int size() {
        return size;
    }

    public long nanos(int index) {
        return times[index] >> 1;
    }

    /** Returns by how much the event changes the live count. */
    public int change(int index) {
        return (times[index] & 1) != 0 ? 1 : -1;
    }

    /** Sorts by time. Each thread writes in order, so this mostly merges sorted runs. */
    public void sort() {
        Arrays.sort(times, 0, size);
    }

    /** Appends others. */
    public void addAll(EventTimes others) {
        room(others.size);
        System.arraycopy(others.times, 0, times, size, others.size);
        size += others.size;
    }

    /** Drops the first events, but keeps the capacity, because as many will follow. */
    public void dropFirst(int count) {
        size -= count;
        System.arraycopy(times, count, times, 0, size);
    }
}
