package dev.customprofiles;

/**
 * A stack as the JVM keeps it for an exception: taken in a fraction of the time that a list of frames takes, and most
 * are thrown away unread because their object is removed soon. It keeps the classes on the stack loaded, so it must not
 * be kept for long.
 */
final class Capture extends Throwable {

    private static final long serialVersionUID = 1L;

    final transient String objectClass;
    final int skip;

    Capture(String objectClass, int skip) {
        super(null, null, false, true);
        this.objectClass = objectClass;
        this.skip = skip;
    }
}
