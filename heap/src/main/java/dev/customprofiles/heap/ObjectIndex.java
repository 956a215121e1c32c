package dev.customprofiles.heap;

import java.io.IOException;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;

/**
 * Numbers the objects of a dump from 0, in the order of their addresses. A bitmap has one bit for each 8 bytes of each megabyte in which
 * there are objects, with the counts of bits before each 512: some 17 KB for each megabyte of the heap, however many objects it has.
 */
final class ObjectIndex {

    private static final int PAGE_BITS = 20;
    private static final int ALIGNMENT_BITS = 3;
    private static final int WORDS = 1 << PAGE_BITS - ALIGNMENT_BITS - 6;
    private static final int WORDS_PER_COUNT = 8;

    private final Map<Long, Page> growing = new HashMap<>();
    private Page latest;
    private long latestKey = -1;

    /** An open hash table of the pages, once all are known. */
    private Page[] pages;

    private int size;

    private static final class Page {
        final long key;
        final long[] bits = new long[WORDS];

        /** The number of objects before each group of words. */
        final int[] before = new int[WORDS / WORDS_PER_COUNT];

        Page(long key) {
            this.key = key;
        }
    }

    /** Adds an object; adding it twice changes nothing. HotSpot aligns objects to 8 bytes or more. */
    void add(long address) {
        if ((address & (1 << ALIGNMENT_BITS) - 1) != 0) {
            throw new IllegalStateException("an object is at address " + Long.toHexString(address));
        }
        long key = address >>> PAGE_BITS;
        if (key != latestKey) {
            latest = growing.computeIfAbsent(key, Page::new);
            latestKey = key;
        }
        int bit = bit(address);
        latest.bits[bit >>> 6] |= 1L << bit;
    }

    /** Numbers the objects. From here on none may be added. */
    void number() throws IOException {
        Page[] sorted = growing.values().toArray(new Page[0]);
        Arrays.sort(sorted, (one, other) -> Long.compareUnsigned(one.key, other.key));
        growing.clear();
        pages = new Page[Integer.highestOneBit(Math.max(4, sorted.length)) << 2];
        long count = 0;
        for (Page page : sorted) {
            for (int word = 0; word < WORDS; word++) {
                if (word % WORDS_PER_COUNT == 0) {
                    page.before[word / WORDS_PER_COUNT] = (int) count;
                }
                count += Long.bitCount(page.bits[word]);
            }
            int slot = slot(page.key);
            while (pages[slot] != null) {
                slot = slot + 1 & pages.length - 1;
            }
            pages[slot] = page;
        }
        if (count > Integer.MAX_VALUE - 8) {
            throw new IOException("a dump of " + count + " objects is too large");
        }
        size = (int) count;
        latest = null;
        latestKey = -1;
    }

    int size() {
        return size;
    }

    /** Returns the number of the object at an address; -1 if there is none, as for null. */
    int of(long address) {
        Page page = page(address >>> PAGE_BITS);
        if (page == null) {
            return -1;
        }
        int bit = bit(address);
        int word = bit >>> 6;
        if ((page.bits[word] >>> bit & 1) == 0 || (address & (1 << ALIGNMENT_BITS) - 1) != 0) {
            return -1;
        }
        int number = page.before[word / WORDS_PER_COUNT];
        for (int i = word - word % WORDS_PER_COUNT; i < word; i++) {
            number += Long.bitCount(page.bits[i]);
        }
        return number + Long.bitCount(page.bits[word] & (1L << bit) - 1);
    }

    /** Returns whether an object begins at one of these addresses, the second one excluded. */
    boolean hasBetween(long from, long to) {
        for (long address = from; address < to; address += 1 << ALIGNMENT_BITS) {
            if (of(address) >= 0) {
                return true;
            }
        }
        return false;
    }

    private Page page(long key) {
        if (key == latestKey) {
            return latest;
        }
        int slot = slot(key);
        while (pages[slot] != null && pages[slot].key != key) {
            slot = slot + 1 & pages.length - 1;
        }
        if (pages[slot] != null) {
            latest = pages[slot];
            latestKey = key;
        }
        return pages[slot];
    }

    private static int bit(long address) {
        return (int) (address & (1 << PAGE_BITS) - 1) >>> ALIGNMENT_BITS;
    }

    private int slot(long key) {
        return (int) (key * 0x9E3779B97F4A7C15L >>> 40) & pages.length - 1;
    }
}
