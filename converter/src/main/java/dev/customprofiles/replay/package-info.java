/**
 * Rebuilds the live sets of any instants from the recorder's Adds, Removes and snapshots. Knows nothing of bytes or output.
 *
 * <p>Begin with {@link dev.customprofiles.replay.Replay}. What it computes, for each profile:
 *
 * <pre>
 *   live(T) = snapshot(e) + Adds(epoch ≥ e, time ≤ T) − Removes(epoch ≥ e, time ≤ T)
 * </pre>
 *
 * <p>{@code ReplayPlan} decides with which snapshot to begin and which chunks to read, {@code ChunkReplay} reads a chunk, side
 * by side with others, and {@code CopyReplay} puts together what the chunks have of one copy of the recorder. {@code
 * RecorderEvents} names the events and their fields. What does not add up between two snapshots is reported as a {@link
 * dev.customprofiles.live.Drift}, and counting goes on from the later snapshot.
 */
package dev.customprofiles.replay;
