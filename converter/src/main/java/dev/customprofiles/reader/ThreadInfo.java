package dev.customprofiles.reader;

/**
 * A thread, as recorded.
 *
 * @param javaThreadId {@code Thread.getId()}, or -1 for a non-Java thread
 * @param name the Java name; empty for a virtual thread without a name; null for a non-Java thread
 * @param osName the operating system's name; may be empty or null
 * @param osThreadId the operating system's id; 0 or -1 for virtual threads
 * @param virtual whether this is a virtual thread; false in recordings from before JDK 21, which do not say
 * @param group the name of the thread group, or null
 */
public record ThreadInfo(
        long javaThreadId, String name, String osName, long osThreadId, boolean virtual, String group) {
    /** Returns the Java name if there is one, else the operating system's, else the empty string. */
    public String displayName() {
        if (name != null && !name.isEmpty()) {
            return name;
        }
        return osName == null ? "" : osName;
    }
}
