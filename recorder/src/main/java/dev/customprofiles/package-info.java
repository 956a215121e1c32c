/**
 * Custom profiles for the JVM: named sets of live objects, recorded as JDK Flight Recorder events. {@link
 * dev.customprofiles.Profile} is where to begin, and all that an application needs; {@link dev.customprofiles.Handle} stands for
 * things that have no Java object of their own.
 */
package dev.customprofiles;
