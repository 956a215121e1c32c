package dev.customprofiles.counts;

import java.util.Arrays;

/** When objects of a profile were added and removed: a number each, which sorts by time. */
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
        if (size == times.length) {
            times = Arrays.copyOf(times, Math.max(64, 2 * size));
        }
        times[size++] = time;
    }

    public int size() {
        return size;
    }

    public long nanos(int index) {
        return times[index] >> 1;
    }

    /** By how much the event changes what is live. */
    public int change(int index) {
        return (times[index] & 1) != 0 ? 1 : -1;
    }

    /** Sorts by time. Threads write in order, so this is mostly putting runs together. */
    public void sort() {
        Arrays.sort(times, 0, size);
    }

    /** Puts others behind these. */
    public void addAll(EventTimes others) {
        times = Arrays.copyOf(times, size + others.size);
        System.arraycopy(others.times, 0, times, size, others.size);
        size += others.size;
    }

    /** Drops the first ones. */
    public void dropFirst(int count) {
        times = Arrays.copyOfRange(times, count, Math.max(size, count + 1));
        size -= count;
    }
}
