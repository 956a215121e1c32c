/**
 * Custom profiles for the JVM: named sets of live objects, recorded as JDK Flight Recorder events. Start with
 * {@link dev.customprofiles.Profile}, which is all that most applications need. A {@link dev.customprofiles.Handle}
 * stands for a resource that has no Java object of its own.
 */
package dev.customprofiles;
