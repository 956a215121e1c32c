package dev.customprofiles.replay;

import java.util.Arrays;

/** When objects of a profile were added and removed: a number each, which sorts by time. */
final class EventTimes {

    private long[] times = new long[64];
    private int size;

    void added(long nanos) {
        put(nanos << 1 | 1);
    }

    void removed(long nanos) {
        put(nanos << 1);
    }

    private void put(long time) {
        if (size == times.length) {
            times = Arrays.copyOf(times, 2 * size);
        }
        times[size++] = time;
    }

    int size() {
        return size;
    }

    long nanos(int index) {
        return times[index] >> 1;
    }

    /** By how much the event changes what is live. */
    int change(int index) {
        return (times[index] & 1) != 0 ? 1 : -1;
    }

    /** Sorts by time. Threads write in order, so this is mostly putting runs together. */
    void sort() {
        Arrays.sort(times, 0, size);
    }

    /** Puts others behind these. */
    void addAll(EventTimes others) {
        times = Arrays.copyOf(times, size + others.size);
        System.arraycopy(others.times, 0, times, size, others.size);
        size += others.size;
    }

    /** Drops the first ones. */
    void dropFirst(int count) {
        times = Arrays.copyOfRange(times, count, Math.max(size, count + 1));
        size -= count;
    }
}
