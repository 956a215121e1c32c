/**
 * Counts objects by site and instant, for both replays: of the recorder's events and of event pairs.
 *
 * <p>Start with {@link dev.customprofiles.counts.LiveCounts}, the counts, and
 * {@link dev.customprofiles.counts.Instants}, their columns. {@link dev.customprofiles.counts.Stacks} turns a recorded
 * stack trace into the frames of a site, and {@link dev.customprofiles.counts.LeftOutEvents} finds the time ranges in
 * which settings suppressed events.
 */
package dev.customprofiles.counts;
