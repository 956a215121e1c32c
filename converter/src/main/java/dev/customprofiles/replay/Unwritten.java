package dev.customprofiles.replay;

/**
 * Events that the recorder could not write, for want of memory or stack.
 *
 * @param nanos the time of the report, which is slightly later
 * @param events the number of events
 */
record Unwritten(long nanos, long events) {}
