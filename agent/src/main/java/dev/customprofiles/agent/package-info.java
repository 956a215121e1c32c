/**
 * Profiles of programs that were not changed: an agent that inserts a call where a rule says that something is opened or closed.
 *
 * <p>Begin with {@link dev.customprofiles.agent.Agent}, which the JVM calls. Only that class and {@link
 * dev.customprofiles.agent.CoreLoader} are visible to the application; all else, the recorder and ASM among it, is in a class loader of
 * its own, so it can meet no other version of itself. {@link dev.customprofiles.agent.Core} is what is loaded there.
 */
package dev.customprofiles.agent;
