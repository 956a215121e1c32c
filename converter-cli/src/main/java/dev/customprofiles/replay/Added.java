package dev.customprofiles.replay;

/** An object by its Add. */
record Added(long id, long timeNanos, long weight, long epoch, ProfileSite site) {}
