package dev.customprofiles.reader;

import java.io.IOException;

/**
 * Parts of a chunk that are read here and there: the constants. Pages are kept until another one needs their place, so
 * that a chunk of any size costs no more than a few megabytes.
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
     * A window with the byte at an offset and at least {@code size} bytes behind it, or all there are. It is good until
     * the next call.
     */
    Window at(long offset, int size) throws IOException {
        if (size > PAGE) {
            return largeAt(offset, size);
        }
        long start = offset & -PAGE;
        int place = (int) (offset >>> PAGE_BITS) & (PLACES - 1);
        Window page = pages[place];
        // A page and as much of the next one, so that what begins in a page seldom ends outside of its window.
        int wanted = (int) Math.min(2 * PAGE, end - start);
        if (page == null) {
            page = new Window(wanted);
            pages[place] = page;
        }
        if (page.base != start) {
            // The page that was here before may have been the chunk's last one, which is shorter.
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
