package dev.customprofiles.reader;

/**
 * A thread, as the recording knew it.
 *
 * @param javaThreadId {@code Thread.getId()}, or -1 when the thread is none of Java's
 * @param name the Java name; empty for a virtual thread without one; null when the thread is none of Java's
 * @param osName the operating system's name; may be empty or null
 * @param osThreadId the operating system's id; 0 or -1 for virtual threads
 * @param virtual a virtual thread; false in recordings that do not say (before JDK 21)
 * @param group the name of the thread group, or null
 */
public record ThreadInfo(
        long javaThreadId, String name, String osName, long osThreadId, boolean virtual, String group) {
    /** The Java name if there is one, else the operating system's, else the empty string. */
    public String displayName() {
        if (name != null && !name.isEmpty()) {
            return name;
        }
        return osName == null ? "" : osName;
    }
}
