package dev.customprofiles.agent;

import java.lang.instrument.Instrumentation;
import java.lang.reflect.InvocationTargetException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * What the JVM calls: {@code -javaagent:customprofiles-agent.jar=presets=jdbc,files} at the start, or {@code jcmd PID JVMTI.agent_load} in a
 * running JVM. The options of a later call replace those of an earlier one; {@code presets=none} takes the agent out.
 *
 * <p>Whatever fails is one line on standard error, and the application runs on.
 */
public final class Agent {

    /** Undoes what is in place; null if nothing is. */
    private static AutoCloseable installed;

    /** The bytes of the agent's jar. The JVM loads this class once, and by the next time the file may be gone. */
    private static byte[] jar;

    private Agent() {}

    /** Called before {@code main}. */
    public static void premain(String options, Instrumentation instrumentation) {
        run(options, instrumentation, false);
    }

    /** Called in a running JVM. */
    public static void agentmain(String options, Instrumentation instrumentation) {
        run(options, instrumentation, true);
    }

    private static synchronized void run(String options, Instrumentation instrumentation, boolean isRunning) {
        try {
            installed = install(options == null ? "" : options, instrumentation, isRunning);
        } catch (Throwable failure) { // the application must not fail for want of a profile
            Throwable cause = failure instanceof InvocationTargetException ? failure.getCause() : failure;
            System.err.println("customprofiles agent: nothing is watched: " + cause);
        }
    }

    private static AutoCloseable install(String options, Instrumentation instrumentation, boolean isRunning)
            throws Exception {
        if (jar == null) {
            jar = Files.readAllBytes(Path.of(Agent.class
                    .getProtectionDomain()
                    .getCodeSource()
                    .getLocation()
                    .toURI()));
        }
        ClassLoader loader = new CoreLoader(jar);
        return (AutoCloseable) Class.forName("dev.customprofiles.agent.Core", true, loader)
                .getMethod("install", String.class, Instrumentation.class, boolean.class, AutoCloseable.class)
                .invoke(null, options, instrumentation, isRunning, installed);
    }
}
