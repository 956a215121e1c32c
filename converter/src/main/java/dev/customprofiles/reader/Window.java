package dev.customprofiles.reader;

import java.io.IOException;

/** A stretch of a file in memory, with room behind it for {@link Varints}. */
final class Window {
    /** Nothing that is decoded in one piece may be larger: an event that is asked for, or a constant. */
    static final int LARGEST = 32 << 20;

    byte[] bytes;

    /** Where in the file the first byte is. */
    long base = -1;

    /** How many bytes are valid. */
    int limit;

    Window(int capacity) {
        bytes = new byte[capacity + Varints.SLACK];
    }

    /** Fills the window from an offset on, up to {@code end} if there is room; less when the file is shorter. */
    void load(Bytes file, long offset, long end) throws IOException {
        base = offset;
        limit = 0;
        limit = file.read(offset, bytes, 0, (int) Math.min(capacity(), Math.max(0, end - offset)));
    }

    int capacity() {
        return bytes.length - Varints.SLACK;
    }

    /** Makes room for that much; what was in the window is lost. */
    void grow(int capacity) {
        if (capacity > capacity()) {
            limit = 0;
            bytes = new byte[capacity + Varints.SLACK];
        }
    }
}
