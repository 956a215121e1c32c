package dev.customprofiles.reader;

/** Positive offsets by 64-bit key. Open addressing; what is put first stays. */
final class OffsetMap {
    private long[] keys = new long[16];
    private long[] offsets = new long[16];
    private int size;

    /** The offset, or 0 when the key is unknown. */
    long get(long key) {
        int mask = keys.length - 1;
        for (int i = LongMap.slot(key, mask); ; i = (i + 1) & mask) {
            long offset = offsets[i];
            if (offset == 0 || keys[i] == key) {
                return offset;
            }
        }
    }

    void putIfAbsent(long key, long offset) {
        if (size * 2 >= keys.length) {
            grow();
        }
        if (insert(key, offset)) {
            size++;
        }
    }

    int size() {
        return size;
    }

    private boolean insert(long key, long offset) {
        int mask = keys.length - 1;
        int i = LongMap.slot(key, mask);
        while (offsets[i] != 0) {
            if (keys[i] == key) {
                return false;
            }
            i = (i + 1) & mask;
        }
        keys[i] = key;
        offsets[i] = offset;
        return true;
    }

    private void grow() {
        long[] oldKeys = keys;
        long[] oldOffsets = offsets;
        keys = new long[oldKeys.length * 2];
        offsets = new long[oldKeys.length * 2];
        for (int i = 0; i < oldKeys.length; i++) {
            if (oldOffsets[i] != 0) {
                insert(oldKeys[i], oldOffsets[i]);
            }
        }
    }
}
