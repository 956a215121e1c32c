package dev.customprofiles;

/** Measures how many frames a {@link Throwable} keeps: {@code -XX:MaxJavaStackTraceDepth}, which no API exposes. */
final class ThrowableDepth {

    /** HotSpot's default. */
    private static final int USUAL = 1024;

    /** A greater depth makes no difference: a site has fewer frames. */
    private static final int DEEPER = Sites.DEEPEST + 1;

    /** A stack of this many frames may have been truncated. */
    static final int MOST = measure();

    private ThrowableDepth() {}

    /**
     * Measures on a stack that is deeper than any site's. If there is no room for one, the default depth is assumed.
     */
    private static int measure() {
        try {
            int shallow = framesBelow(0); // initializes all classes needed, so that none fails half-way
            int kept = framesBelow(DEEPER);
            return kept < shallow + DEEPER ? kept : Integer.MAX_VALUE;
        } catch (StackOverflowError | OutOfMemoryError noRoom) {
            return USUAL;
        }
    }

    private static int framesBelow(int depth) {
        return depth == 0 ? new Throwable().getStackTrace().length : framesBelow(depth - 1);
    }
}
