package dev.customprofiles.replay;

/**
 * A hash table of numbers by id with linear probing, in a single array, so that a row usually takes one cache line and
 * no object. Row numbers are valid until the next {@link #put} or {@link #remove}.
 */
final class IdTable {

    /** Marks an empty row. Not a valid id, because the recorder counts from 1. */
    private static final long FREE = Long.MIN_VALUE;

    /**
     * Up to this size, at most half of the rows are used, so that lookups of absent ids, which are frequent, end soon.
     */
    private static final int SMALL = 1 << 16;

    /** Successive ids stay together in groups of a power of two. */
    private static final int GROUP_BITS = 3;

    private static final int GROUP = 1 << GROUP_BITS;

    /** Width of a row: the id and the columns. */
    private final int width;

    private long[] table;

    /** The number of rows, a power of two, minus one. */
    private int mask;

    private int size;

    /** @param columns the number of values per id */
    IdTable(int columns) {
        width = 1 + columns;
        allocate(16);
    }

    private void allocate(int rows) {
        table = new long[Math.multiplyExact(rows, width)];
        mask = rows - 1;
        for (int row = 0; row < rows; row++) {
            table[row * width] = FREE;
        }
    }

    int size() {
        return size;
    }

    /** Returns the row of an id, or -1. */
    int find(long id) {
        int row = search(id);
        return row < 0 ? -1 : row;
    }

    /** Returns a new row for an id; -1, with nothing changed, if the id is already present or invalid. */
    int put(long id) {
        if (id == FREE) {
            return -1;
        }
        if (size >= mask - (mask >> (mask < SMALL ? 1 : 2))) {
            grow();
        }
        int row = ~search(id);
        if (row < 0) {
            return -1;
        }
        table[row * width] = id;
        size++;
        return row;
    }

    long id(int row) {
        return table[row * width];
    }

    long get(int row, int column) {
        return table[row * width + 1 + column];
    }

    void set(int row, int column, long value) {
        table[row * width + 1 + column] = value;
    }

    /** Returns the first row, or -1. Rows are in no particular order. */
    int first() {
        return next(-1);
    }

    /** Returns the next row, or -1. */
    int next(int row) {
        for (int next = row + 1; next <= mask; next++) {
            if (isUsed(next)) {
                return next;
            }
        }
        return -1;
    }

    /** Removes a row and closes the gap, so that no tombstones accumulate. */
    void remove(int row) {
        int gap = row;
        for (int at = after(gap); isUsed(at); at = after(at)) {
            if ((at - home(id(at)) & mask) >= (at - gap & mask)) {
                for (int i = 0; i < width; i++) {
                    table[gap * width + i] = table[at * width + i]; // too few for a call of arraycopy to pay off
                }
                gap = at;
            }
        }
        table[gap * width] = FREE;
        size--;
    }

    private void grow() {
        long[] old = table;
        allocate(Math.multiplyExact(mask + 1, 2));
        for (int from = 0; from < old.length; from += width) {
            if (old[from] != FREE) {
                System.arraycopy(old, from, table, ~search(old[from]) * width, width);
            }
        }
    }

    /** Returns the row of an id; if absent, the complement of the empty row where it belongs. */
    private int search(long id) {
        int row = home(id);
        while (true) {
            long found = table[row * width];
            if (found == FREE) {
                return ~row;
            }
            if (found == id) {
                return row;
            }
            row = after(row);
        }
    }

    private boolean isUsed(int row) {
        return table[row * width] != FREE;
    }

    /**
     * Returns the preferred row of an id. Ids come from a counter, so events that are close in time have close ids: a
     * group of ids shares a cache line, and multiplying spreads the groups. Uses the low bits of the product's upper
     * half, so that inserting the rows of a large table in order cycles through a small table instead of filling it
     * from one end.
     */
    private int home(long id) {
        long group = id >>> GROUP_BITS;
        return ((int) (group * 0x9E3779B97F4A7C15L >>> 32) << GROUP_BITS | (int) id & GROUP - 1) & mask;
    }

    private int after(int row) {
        return row + 1 & mask;
    }
}
