/**
 * Go's builtin profiles out of the events that the JVM and async-profiler record by themselves: {@code profile},
 * {@code heap}, {@code allocs}, {@code threadcreate}, {@code goroutine}, {@code block} and {@code mutex}.
 *
 * <p>{@link dev.customprofiles.builtin.BuiltinProfile} says which events make which profile. What a chunk's events were
 * set to is read first, as {@link dev.customprofiles.builtin.Inventory}: it decides which events count where two kinds tell
 * the same story, and what a sample stands for. Then chunks are read side by side; memory follows the distinct stacks.
 */
package dev.customprofiles.builtin;
