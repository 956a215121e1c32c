package dev.customprofiles.holders;

/**
 * What identifies an Add event in the recordings of one JVM.
 *
 * @param recorder the number under which JFR knows the copy of the recorder; 0 if unknown
 * @param id the object's number in that copy
 */
public record AddKey(long recorder, long id) {}
