package dev.customprofiles.live;

/**
 * A time in which a setting of the recording kept events out on which answers depend.
 *
 * @param event the type of the events, such as {@code customprofiles.Remove}
 * @param setting what kept them out, such as {@code enabled=false} or {@code threshold=20 ms}
 * @param fromNanos from when on
 * @param toNanos until when: the setting's change, or the end of the last chunk of which that is known
 */
public record LeftOut(String event, String setting, long fromNanos, long toNanos) {}
