package dev.customprofiles.replay;

/**
 * Events that the recorder could not write, for want of memory or stack.
 *
 * @param nanos when that was reported, a little later
 * @param events how many there were
 */
record Unwritten(long nanos, long events) {}
