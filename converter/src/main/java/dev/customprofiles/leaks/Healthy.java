package dev.customprofiles.leaks;

/**
 * A profile without suspects.
 *
 * @param live the number of its objects that are live at the end
 * @param sites the number of sites that added objects or have live objects
 */
public record Healthy(String profile, long live, int sites) {}
