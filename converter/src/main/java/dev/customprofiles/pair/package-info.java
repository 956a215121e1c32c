/**
 * Rebuilds the live sets of a profile made of two event types, one of which opens what the other closes:
 * {@code jdk.ThreadStart} and {@code jdk.ThreadEnd}, or the events of an allocator. The recorder is not needed.
 *
 * <p>Start with {@link dev.customprofiles.pair.EventPair}, which names the events and fields, and
 * {@link dev.customprofiles.pair.PairReplay}, which answers a question about them. {@code PairPlan} finds the events
 * and fields in the recording, {@code PairChunk} reads them, and a {@code PairRun} is a sequence of events of a key
 * within a chunk.
 *
 * <p>Keys may be reused after they are closed, so events are sorted by time, which is not their order in the recording.
 * Events wait while a late event could still precede them. Memory grows with the open keys and the events of a few
 * seconds.
 */
package dev.customprofiles.pair;
