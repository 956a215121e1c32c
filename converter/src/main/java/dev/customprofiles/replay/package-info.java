/**
 * Rebuilds the live sets of any instant from Adds, Removes and snapshots, or from any two events of which one opens what the other
 * closes. Begin with {@link dev.customprofiles.replay.Replay} and {@link dev.customprofiles.replay.PairReplay}; a {@link
 * dev.customprofiles.replay.Question} goes in, and {@link dev.customprofiles.replay.History} or {@link
 * dev.customprofiles.replay.Timelines} come out, with {@link dev.customprofiles.replay.Losses}. Knows nothing of bytes or output.
 */
package dev.customprofiles.replay;
