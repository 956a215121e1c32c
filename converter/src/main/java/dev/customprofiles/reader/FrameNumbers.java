package dev.customprofiles.reader;

import java.util.Arrays;

/** Numbers the distinct frames of a chunk from 0, where a frame is a method, a line and a type. */
final class FrameNumbers {

    private static final int NONE = -1;
    private static final int WIDTH = 3;

    /** Hash table, at most half full. */
    private int[] table = new int[1024];

    /** Method, line and type of each number. */
    private long[] keys = new long[WIDTH * 512];

    private StackFrame[] frames = new StackFrame[512];
    private int size;

    FrameNumbers() {
        Arrays.fill(table, NONE);
    }

    /** Returns the number of a frame; a new frame gets the number {@link #size}. */
    int number(long method, long line, long type) {
        int mask = table.length - 1;
        int at = LongMap.slot(method * 31 + line * 7 + type, mask);
        for (int number = table[at]; number != NONE; number = table[at]) {
            int key = WIDTH * number;
            if (keys[key] == method && keys[key + 1] == line && keys[key + 2] == type) {
                return number;
            }
            at = at + 1 & mask;
        }
        return add(at, method, line, type);
    }

    private int add(int at, long method, long line, long type) {
        if (2 * size >= table.length) {
            grow();
            return number(method, line, type);
        }
        int key = WIDTH * size;
        keys[key] = method;
        keys[key + 1] = line;
        keys[key + 2] = type;
        table[at] = size;
        return size++;
    }

    private void grow() {
        int mask = 2 * table.length - 1;
        table = new int[mask + 1];
        Arrays.fill(table, NONE);
        keys = Arrays.copyOf(keys, 2 * keys.length);
        frames = Arrays.copyOf(frames, 2 * frames.length);
        for (int number = 0; number < size; number++) {
            int key = WIDTH * number;
            int at = LongMap.slot(keys[key] * 31 + keys[key + 1] * 7 + keys[key + 2], mask);
            while (table[at] != NONE) {
                at = at + 1 & mask;
            }
            table[at] = number;
        }
    }

    long method(int number) {
        return keys[WIDTH * number];
    }

    long line(int number) {
        return keys[WIDTH * number + 1];
    }

    long type(int number) {
        return keys[WIDTH * number + 2];
    }

    /** Returns the frame stored for a number; null if there is none. */
    StackFrame frame(int number) {
        return frames[number];
    }

    void put(int number, StackFrame frame) {
        frames[number] = frame;
    }
}
