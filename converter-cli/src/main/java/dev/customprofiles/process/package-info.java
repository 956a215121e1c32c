/**
 * Observes a running JVM through the JDK's own {@code jcmd}. If it is already recording, its repository is read;
 * otherwise a recording is started, and stopped afterwards.
 *
 * <p>Start with {@link dev.customprofiles.process.LiveRecording}. {@code JavaProcess} determines from {@code /proc}
 * whether attaching to a process is safe, and {@code Jcmd} runs the program.
 */
package dev.customprofiles.process;
