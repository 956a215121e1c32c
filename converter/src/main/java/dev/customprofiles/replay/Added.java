package dev.customprofiles.replay;

/**
 * An object by its Add.
 *
 * @param site the number of the site
 */
record Added(long timeNanos, long weight, long epoch, int site) {}
