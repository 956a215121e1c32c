package dev.customprofiles;

/**
 * A stack in the JVM's internal form, as kept for an exception. It takes a fraction of the time of a list of frames,
 * and most captures are discarded unread because their object is soon removed. A capture keeps the classes on the stack
 * loaded, so it must not be kept for long.
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
