package dev.customprofiles.live;

/**
 * The live objects of one site at one instant.
 *
 * @param count the number of objects; at least 1
 * @param weight the sum of their weights, in the profile's unit
 * @param ageNanos the sum of their ages in nanoseconds, which like the count can be added up over sites; the mean age
 *     is this divided by {@code count}
 * @since 0.1
 */
public record LiveSite(Site site, long count, long weight, long ageNanos) {}
