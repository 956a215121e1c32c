/**
 * Profiles in pprof's terms, without its encoding: samples with a stack, values and labels.
 *
 * <p>Start with {@link dev.customprofiles.profile.StackProfile}, into which both live sets and builtin profiles are
 * converted before they are written. {@link dev.customprofiles.profile.Shaping} chooses stacks and their level of
 * detail, and adds up samples that become equal. {@link dev.customprofiles.profile.Frameworks} finds the application's
 * frame in a stack.
 */
package dev.customprofiles.profile;
