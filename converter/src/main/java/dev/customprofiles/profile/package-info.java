/**
 * Profiles in the terms of pprof, without its encoding: samples with a stack, values and labels, wherever they come from.
 *
 * <p>Begin with {@link dev.customprofiles.profile.StackProfile}, which live sets and builtin profiles both become before they
 * are written. {@link dev.customprofiles.profile.Shaping} chooses stacks and says how closely they are shown; samples that are
 * equal then are added up.
 */
package dev.customprofiles.profile;
