/**
 * Profiles in the terms of pprof, without its encoding: samples with a stack, values and labels, wherever they come from.
 *
 * <p>Begin with {@link dev.customprofiles.profile.StackProfile}, which live sets and builtin profiles both become before they
 * are written. {@link dev.customprofiles.profile.Shaping} chooses stacks and says how closely they are shown; samples that are
 * equal then are added up. {@link dev.customprofiles.profile.Frameworks} finds the application's frame in a stack.
 */
package dev.customprofiles.profile;
