package dev.customprofiles.live;

/**
 * The live objects of one site at one instant.
 *
 * @param count how many; at least 1
 * @param weight the sum of their weights, in the profile's unit
 * @param ageNanos the sum of their ages, so that it adds up over sites as counts do; divided by {@code count}, the mean
 */
public record LiveSite(Site site, long count, long weight, long ageNanos) {}
