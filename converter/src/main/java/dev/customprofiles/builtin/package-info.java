/**
 * Go's builtin profiles out of the events that the JVM and async-profiler record by themselves: {@code profile},
 * {@code heap}, {@code allocs}, {@code threadcreate}, {@code goroutine}, {@code block} and {@code mutex}.
 *
 * <p>Begin with {@link dev.customprofiles.builtin.BuiltinProfile}, which says which events make which profile, and {@link
 * dev.customprofiles.builtin.BuiltinAnswer}, which reads one.
 *
 * <pre>{@code
 * Optional<BuiltinAnswer> block = BuiltinAnswer.of(recording, BuiltinProfile.BLOCK, TimeRange.ALL, false);
 * }</pre>
 *
 * <p>What a chunk's events were set to is read first, as {@code Inventory}: it decides which events count where two kinds tell
 * the same, and what a sample stands for. Then chunks are read side by side; memory grows with the distinct stacks.
 */
package dev.customprofiles.builtin;
