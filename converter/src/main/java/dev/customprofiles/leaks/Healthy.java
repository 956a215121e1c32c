package dev.customprofiles.leaks;

/**
 * A profile without suspects.
 *
 * @param live how many of its objects are live at the end
 * @param sites from how many sites objects were added, or are live
 */
public record Healthy(String profile, long live, int sites) {}
