package dev.customprofiles.pair;

import java.util.Objects;

/**
 * Two types of events, written by whomever, that make a profile: what the one opens and the other has not closed is live.
 *
 * <p>An opening and its closing have a key in common: a number, a string, a thread, or a class or anything else that the
 * recording has a name for. A key may be used again once it is closed, as addresses and file descriptors are: of the events
 * of a key each closing belongs to the opening before it, in the order of time. Of events at the same time, that of the
 * recording counts.
 *
 * <p>An event that lasts opens when it ends, and closes when it begins: in between the thing is there for certain. So a
 * key that somebody else is given while the closing is not quite over is not mixed up.
 *
 * @param open the full name of the event that opens, such as {@code jdk.ThreadStart}
 * @param close the full name of the event that closes; another one
 * @param key the field of the event that opens that says what is opened. Fields are named as {@code jfr print --json} shows
 *     them, with dots for what is inside: {@code eventThread}, {@code eventThread.javaName}
 * @param closeKey the field of the event that closes with the same value
 * @param weight a field with a number of the event that opens; null for none
 * @param label a field of the event that opens, by whose value sites are told apart; null for none
 */
public record EventPair(String open, String close, String key, String closeKey, String weight, String label) {

    /** Refuses a pair of one and the same event with an {@link IllegalArgumentException}. */
    public EventPair {
        Objects.requireNonNull(key);
        Objects.requireNonNull(closeKey);
        if (open.equals(close)) {
            throw new IllegalArgumentException(open + " cannot both open and close");
        }
    }

    /** A pair whose key has the same name in both events. */
    public EventPair(String open, String close, String key, String weight, String label) {
        this(open, close, key, key, weight, label);
    }
}
