/**
 * A Spark job that asks many recordings at once: which sites hold live objects on how many JVMs, and which leak.
 *
 * <p>Begin with {@link dev.customprofiles.fleet.Fleet}. {@link dev.customprofiles.fleet.HostTask} is what runs on an executor, for the files
 * of one host; it gives rows, never objects, so that what is shuffled is small.
 */
package dev.customprofiles.fleet;
