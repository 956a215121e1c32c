/**
 * Go's builtin profiles, made from the events that the JVM and async-profiler record: {@code profile}, {@code heap},
 * {@code allocs}, {@code threadcreate}, {@code goroutine}, {@code goroutineleak}, {@code block} and {@code mutex}.
 *
 * <p>Start with {@link dev.customprofiles.builtin.BuiltinProfile}, which lists the events of each profile, and
 * {@link dev.customprofiles.builtin.BuiltinAnswer}, which reads one.
 *
 * <pre>{@code
 * Optional<BuiltinAnswer> block = BuiltinAnswer.of(recording, BuiltinProfile.BLOCK, TimeRange.ALL, false);
 * }</pre>
 *
 * <p>The settings of each chunk's events are read first, as an {@code Inventory}. They decide which of two redundant
 * event types counts, and the period of a sample. Then chunks are read in parallel. Memory grows with the distinct
 * stacks.
 */
package dev.customprofiles.builtin;
