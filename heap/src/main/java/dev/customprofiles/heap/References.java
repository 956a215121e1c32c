package dev.customprofiles.heap;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Arrays;

/**
 * The references between objects, by the numbers of {@link ObjectIndex}: those of one object are next to each other, and the last one is
 * marked. Four bytes for each object and each reference.
 */
final class References {

    private static final int LAST = 1 << 31;
    private static final int BLOCK_BITS = 20;

    private final int[] first;
    private int[][] blocks = new int[16][];
    private int size;
    private int begin;

    References(int objects) {
        this.first = new int[objects];
        Arrays.fill(first, -1);
    }

    /** Adds a reference of the object whose {@link #end} comes next. */
    void add(int to) {
        if (size == Integer.MAX_VALUE) {
            throw new UncheckedIOException(new IOException("a dump of more than " + size + " references is too large"));
        }
        int block = size >>> BLOCK_BITS;
        if (block == blocks.length) {
            blocks = Arrays.copyOf(blocks, block * 2);
        }
        if (blocks[block] == null) {
            blocks[block] = new int[1 << BLOCK_BITS];
        }
        blocks[block][size & (1 << BLOCK_BITS) - 1] = to;
        size++;
    }

    /** Ends the references of an object: those added since the last call are its own. */
    void end(int from) {
        if (size > begin) {
            first[from] = begin;
            blocks[size - 1 >>> BLOCK_BITS][size - 1 & (1 << BLOCK_BITS) - 1] |= LAST;
            begin = size;
        }
    }

    int objects() {
        return first.length;
    }

    /** Returns a position for {@link #target} and {@link #next}; -1 if the object refers to none. */
    int first(int from) {
        return first[from];
    }

    /** Returns the next position; -1 after the object's last. */
    int next(int at) {
        return at(at) < 0 ? -1 : at + 1;
    }

    int target(int at) {
        return at(at) & ~LAST;
    }

    private int at(int at) {
        return blocks[at >>> BLOCK_BITS][at & (1 << BLOCK_BITS) - 1];
    }
}
