package dev.customprofiles.pair;

import java.util.Objects;

/**
 * Two event types that make a profile: objects that the one opened and the other has not closed are live.
 *
 * <p>An opening and its closing have the same key: a number, a string, a thread, a class, or anything else that has a
 * name in the recording. Keys may be reused after they are closed, like addresses and file descriptors: each closing
 * belongs to the latest opening of its key before it, in order of time. Events at the same time are in the order of the
 * recording.
 *
 * <p>An event with a duration opens at its end, and closes at its start, because the object certainly exists in
 * between. So a key that is reused while its closing is still in progress is not mixed up.
 *
 * @param open the full name of the event that opens, such as {@code jdk.ThreadStart}
 * @param close the full name of the event that closes; different from {@code open}
 * @param key the field of the opening event that identifies the object. Fields are named as {@code jfr print --json}
 *     shows them, with dots for nested ones: {@code eventThread}, {@code eventThread.javaName}
 * @param closeKey the field of the closing event that has the same value
 * @param weight a numeric field of the opening event; null for none
 * @param label a field of the opening event whose value becomes the label of the site; null for none
 */
public record EventPair(String open, String close, String key, String closeKey, String weight, String label) {

    /** Throws {@link IllegalArgumentException} if both events are the same. */
    public EventPair {
        Objects.requireNonNull(key);
        Objects.requireNonNull(closeKey);
        if (open.equals(close)) {
            throw new IllegalArgumentException(open + " cannot both open and close");
        }
    }

    /** Creates a pair whose key has the same name in both events. */
    public EventPair(String open, String close, String key, String weight, String label) {
        this(open, close, key, key, weight, label);
    }
}
