/**
 * Looks into a JVM that is running, through the JDK's own {@code jcmd}: what it records already is read where it writes
 * it; where it records nothing, it is made to, for as long as it is wanted.
 */
package dev.customprofiles.process;
