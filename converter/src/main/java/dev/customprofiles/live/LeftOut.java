package dev.customprofiles.live;

/**
 * A time range in which a setting suppressed events on which answers depend.
 *
 * @param event the type of the events, such as {@code customprofiles.Remove}
 * @param setting the setting that suppressed them, such as {@code enabled=false} or {@code threshold=20 ms}
 * @param fromNanos the start
 * @param toNanos the end: when the setting changed, or the end of the last chunk for which that is known
 * @since 0.1
 */
public record LeftOut(String event, String setting, long fromNanos, long toNanos) {}
