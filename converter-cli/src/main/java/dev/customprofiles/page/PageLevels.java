package dev.customprofiles.page;

import java.util.AbstractList;
import java.util.Arrays;
import java.util.RandomAccess;

/** Levels of a {@link PageSite} in two arrays: thousands of sites at hundreds of instants have a million. */
final class PageLevels extends AbstractList<PageSite.Level> implements RandomAccess {

    private final int types;
    private int[] instants = new int[1];
    private long[] values;
    private int size;

    /** @param types how many values a level has */
    PageLevels(int types) {
        this.types = types;
        this.values = new long[types];
    }

    void add(int instant, long[] level) {
        if (size == instants.length) {
            int capacity = size + (size >> 1) + 1;
            instants = Arrays.copyOf(instants, capacity);
            values = Arrays.copyOf(values, capacity * types);
        }
        instants[size] = instant;
        System.arraycopy(level, 0, values, size * types, types);
        size++;
    }

    @Override
    public PageSite.Level get(int index) {
        return new PageSite.Level(instants[index], Arrays.copyOfRange(values, index * types, (index + 1) * types));
    }

    @Override
    public int size() {
        return size;
    }
}
