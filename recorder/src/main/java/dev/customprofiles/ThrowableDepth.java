package dev.customprofiles;

/** How many frames a {@link Throwable} keeps: {@code -XX:MaxJavaStackTraceDepth}, which no API tells. */
final class ThrowableDepth {

    /** HotSpot's default. */
    private static final int USUAL = 1024;

    /** What the JVM keeps beyond this does not matter: a site has fewer. */
    private static final int DEEPER = Sites.DEEPEST + 1;

    /** A stack of that many frames may go on. */
    static final int MOST = measure();

    private ThrowableDepth() {}

    /** Looks from a stack that is deeper than any site's. Where there is no room for one, the usual depth is taken for granted. */
    private static int measure() {
        try {
            int shallow = framesBelow(0); // initializes all that is needed, so that no class is caught half-way
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
