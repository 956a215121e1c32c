/**
 * Rebuilds the live sets of any instant from the recorder's Adds, Removes and snapshots. Begin with {@link
 * dev.customprofiles.replay.Replay}. Knows nothing of bytes or output.
 */
package dev.customprofiles.replay;
