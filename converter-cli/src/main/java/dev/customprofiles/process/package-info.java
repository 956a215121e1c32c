/**
 * Looks into a JVM that is running, through the JDK's own {@code jcmd}. If it is recording already, its repository is read;
 * otherwise a recording is started, and stopped afterwards.
 *
 * <p>Begin with {@link dev.customprofiles.process.LiveRecording}. {@code JavaProcess} finds out from {@code /proc} whether a
 * process can be attached to without harm, and {@code Jcmd} runs the program.
 */
package dev.customprofiles.process;
