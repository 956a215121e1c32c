/**
 * Rebuilds the live set at any instant from the recorder's Adds, Removes and snapshots. Does not depend on encoding or
 * output.
 *
 * <p>Start with {@link dev.customprofiles.replay.Replay}. It computes, for each profile:
 *
 * <pre>
 *   live(T) = snapshot(e) + Adds(epoch ≥ e, time ≤ T) − Removes(epoch ≥ e, time ≤ T)
 * </pre>
 *
 * <p>{@code ReplayPlan} chooses the base snapshots and the chunks to read, {@code ChunkReplay} reads a chunk, in
 * parallel with others, and {@code CopyReplay} merges the chunks of a recorder copy. {@code RecorderEvents} names the
 * events and their fields. Differences between two snapshots are reported as a {@link dev.customprofiles.live.Drift},
 * and counting continues from the later snapshot.
 */
package dev.customprofiles.replay;
