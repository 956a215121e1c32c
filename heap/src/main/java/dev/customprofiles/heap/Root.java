package dev.customprofiles.heap;

/**
 * A root of the heap: an object that is reachable by itself.
 *
 * @param address the object's address
 * @param kind why
 * @param thread the serial number of the thread, for a thread and for roots on a stack; 0 for others
 * @param frame for a thread, the serial number of its stack trace; on a stack, the number of the frame from the top; -1 if unknown
 */
record Root(long address, Kind kind, int thread, int frame) {

    /** The first of several kinds is the one that a path begins with. */
    enum Kind {
        CLASS("class"),
        THREAD("thread"),
        NATIVE("JNI global reference"),
        /** Values of {@code ClassValue}s are held by fields of classes that dumps do not have. */
        CLASS_VALUE("class value"),
        INTERNAL("JVM"),
        /** Those from here on are stacks. */
        FRAME("local variable"),
        MONITOR("monitor in use");

        final String text;

        Kind(String text) {
            this.text = text;
        }

        boolean isStack() {
            return this == FRAME || this == MONITOR;
        }
    }

    Root(long address, Kind kind) {
        this(address, kind, 0, -1);
    }
}
