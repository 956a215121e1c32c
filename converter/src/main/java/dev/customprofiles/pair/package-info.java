/**
 * Rebuilds the live sets of a profile that is made of two types of events, of which one opens what the other closes: {@code
 * jdk.ThreadStart} and {@code jdk.ThreadEnd}, or the events of an allocator. Nothing of ours has to be in the recording.
 *
 * <p>Begin with {@link dev.customprofiles.pair.EventPair}, which says what belongs together, and {@link
 * dev.customprofiles.pair.PairReplay}, which answers a question about it. {@code PairPlan} finds the events and fields in the
 * recording, {@code PairChunk} reads them, and {@code PairRun} is what a chunk has of a key.
 *
 * <p>A key may be used again after it was closed, so events are put in the order of time, which is not the order in the
 * recording. Only what a late event could still precede waits; memory grows with the open keys and with the events of a few
 * seconds.
 */
package dev.customprofiles.pair;
