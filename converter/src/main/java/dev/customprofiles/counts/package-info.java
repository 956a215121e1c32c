/**
 * Counts objects by site and instant, which both replays do: that of the recorder's events and that of pairs.
 *
 * <p>Begin with {@link dev.customprofiles.counts.LiveCounts}, the counts, and {@link dev.customprofiles.counts.Instants}, their
 * columns. {@link dev.customprofiles.counts.Stacks} turns a recorded stack trace into the frames of a site, and {@link
 * dev.customprofiles.counts.LeftOutEvents} finds the times in which settings of the recording kept events out.
 */
package dev.customprofiles.counts;
