package dev.customprofiles.replay;

/**
 * The data of an object's Add.
 *
 * @param site the number of the site
 */
record Added(long timeNanos, long weight, long epoch, int site) {}
