package dev.customprofiles.benchmarks.reading;

/**
 * The result that every replaying reader must compute, so that none is fast by doing less.
 *
 * @param added how many Add events there are
 * @param live how many objects are live at the end
 * @param frames how many frames the stacks of these have in all, with the names of class and method at hand
 */
record Answer(long added, long live, long frames) {}
