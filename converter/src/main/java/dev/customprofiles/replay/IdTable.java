package dev.customprofiles.replay;

/**
 * Rows of numbers by id, all in one array, so that a row is mostly one line of the processor's cache, and none costs an
 * object. Linear probing. A row is known by a number that is good until the next {@link #put} or {@link #remove}.
 */
final class IdTable {

    /** Marks an empty row, so it can be nobody's id; the recorder counts from 1. */
    private static final long FREE = Long.MIN_VALUE;

    /** Up to here only half of the rows are used, so that one that is not there, as is often asked, is soon found out. */
    private static final int SMALL = 1 << 16;

    /** How many successive ids stay together, a power of two. */
    private static final int GROUP_BITS = 3;

    private static final int GROUP = 1 << GROUP_BITS;

    /** The id and the columns. */
    private final int width;

    private long[] table;

    /** The number of rows, a power of two, less one. */
    private int mask;

    private int size;

    /** @param columns how many numbers there are to an id */
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

    /** The row of an id, or -1. */
    int find(long id) {
        int row = search(id);
        return row < 0 ? -1 : row;
    }

    /** A row for an id, to be filled; -1, with nothing changed, if the id is there already, or cannot be one. */
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

    /** The first row, or -1. Rows stand in no order. */
    int first() {
        return next(-1);
    }

    /** The row after a row, or -1. */
    int next(int row) {
        for (int next = row + 1; next <= mask; next++) {
            if (isUsed(next)) {
                return next;
            }
        }
        return -1;
    }

    /** Empties a row and closes the gap, so that no tombstones gather. */
    void remove(int row) {
        int gap = row;
        for (int at = after(gap); isUsed(at); at = after(at)) {
            if ((at - home(id(at)) & mask) >= (at - gap & mask)) {
                for (int i = 0; i < width; i++) {
                    table[gap * width + i] = table[at * width + i]; // so few that a call would cost more
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

    /** The row of an id; or, as its complement, the empty one where it would be. */
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
     * Ids come from a counter, and what is near in time has near ids: those stay together, a few in a line of the cache, and
     * multiplying spreads the groups. The low bits of the product's upper half, so that the rows of a large table go round
     * and round a small one when they are put there in order.
     */
    private int home(long id) {
        long group = id >>> GROUP_BITS;
        return ((int) (group * 0x9E3779B97F4A7C15L >>> 32) << GROUP_BITS | (int) id & GROUP - 1) & mask;
    }

    private int after(int row) {
        return row + 1 & mask;
    }
}
