/**
 * Counts objects by site and instant, which both replays do: that of the recorder's events and that of pairs. Begin with {@link
 * dev.customprofiles.tally.Tally}.
 */
package dev.customprofiles.tally;
