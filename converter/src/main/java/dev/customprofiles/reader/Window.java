package dev.customprofiles.reader;

import java.io.IOException;

/** A range of a file in memory, followed by room for {@link Varints}. */
final class Window {
    /** Maximum size of a value that is decoded in one piece: a selected event or a constant. */
    static final int LARGEST = 32 << 20;

    byte[] bytes;

    /** Offset of the first byte in the file. */
    long base = -1;

    /** Number of valid bytes. */
    int limit;

    Window(int capacity) {
        bytes = new byte[capacity + Varints.SLACK];
    }

    /** Fills the window from an offset up to {@code end}, or less if there is no room or the file is shorter. */
    void load(Bytes file, long offset, long end) throws IOException {
        base = offset;
        limit = 0;
        limit = file.read(offset, bytes, 0, (int) Math.min(capacity(), Math.max(0, end - offset)));
    }

    int capacity() {
        return bytes.length - Varints.SLACK;
    }

    /** Increases the capacity; the content is lost. */
    void grow(int capacity) {
        if (capacity > capacity()) {
            limit = 0;
            bytes = new byte[capacity + Varints.SLACK];
        }
    }
}
