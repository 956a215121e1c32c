package dev.customprofiles.live;

/**
 * The greatest live count of a profile.
 *
 * @param count the number of objects
 * @param atNanos the first instant with that count, in nanoseconds since the epoch
 * @since 0.1
 */
public record Peak(long count, long atNanos) {}
