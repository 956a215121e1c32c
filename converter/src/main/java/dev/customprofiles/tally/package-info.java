/**
 * Counts objects by site and instant, which both replays do: that of the recorder's events and that of pairs.
 *
 * <p>Begin with {@link dev.customprofiles.tally.Tally}, the counts, and {@link dev.customprofiles.tally.Instants}, their
 * columns. {@link dev.customprofiles.tally.Stacks} turns a recorded stack trace into the frames of a site, and {@link
 * dev.customprofiles.tally.LeftOutEvents} finds the times in which settings of the recording kept events out.
 */
package dev.customprofiles.tally;
