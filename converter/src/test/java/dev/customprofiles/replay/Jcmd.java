package dev.customprofiles.replay;

import java.lang.management.ManagementFactory;
import javax.management.JMException;
import javax.management.ObjectName;

/** What {@code jcmd} does, from within the JVM. */
final class Jcmd {

    private Jcmd() {}

    /** @param operation {@code jfrStart} for {@code JFR.start}, and so on */
    static String run(String operation, String... arguments) {
        try {
            ObjectName commands = new ObjectName("com.sun.management:type=DiagnosticCommand");
            return (String) ManagementFactory.getPlatformMBeanServer()
                    .invoke(commands, operation, new Object[] {arguments}, new String[] {String[].class.getName()});
        } catch (JMException e) {
            throw new AssertionError(operation, e);
        }
    }
}
