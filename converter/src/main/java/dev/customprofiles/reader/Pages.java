package dev.customprofiles.reader;

import java.io.IOException;

/**
 * A page cache for random access to a chunk's constants. A page stays until another needs its place, so a chunk of any
 * size takes only a few megabytes.
 */
final class Pages {
    private static final int PAGE_BITS = 15;
    private static final int PAGE = 1 << PAGE_BITS;
    private static final int PLACES = 64;

    private final Bytes file;
    private final long end;
    private final Window[] pages = new Window[PLACES];
    private Window large;

    Pages(Bytes file, long end) {
        this.file = file;
        this.end = end;
    }

    /**
     * Returns a window with at least {@code size} bytes from an offset on, or as many as there are. It is valid until
     * the next call.
     */
    Window at(long offset, int size) throws IOException {
        if (size > PAGE) {
            return largeAt(offset, size);
        }
        long start = offset & -PAGE;
        int place = (int) (offset >>> PAGE_BITS) & (PLACES - 1);
        Window page = pages[place];
        // A page and as much of the next, so that a value that begins in a page seldom ends outside its window.
        int wanted = (int) Math.min(2 * PAGE, end - start);
        if (page == null) {
            page = new Window(wanted);
            pages[place] = page;
        }
        if (page.base != start) {
            // The previous page may have been the chunk's last, which is shorter.
            page.grow(wanted);
            page.load(file, start, end);
        }
        return page;
    }

    private Window largeAt(long offset, int size) throws IOException {
        if (large == null) {
            large = new Window(size);
        }
        large.grow(size);
        large.load(file, offset, end);
        return large;
    }
}
