/**
 * Rebuilds the live sets of a profile that is made of two events, of which one opens what the other closes. Begin with {@link
 * dev.customprofiles.pair.PairReplay}.
 */
package dev.customprofiles.pair;
