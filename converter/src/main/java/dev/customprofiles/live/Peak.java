package dev.customprofiles.live;

/**
 * When most objects of a profile were live.
 *
 * @param count how many that were
 * @param atNanos the first such instant
 */
public record Peak(long count, long atNanos) {}
