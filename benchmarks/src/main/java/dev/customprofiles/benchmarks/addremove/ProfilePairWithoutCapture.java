package dev.customprofiles.benchmarks.addremove;

import org.openjdk.jmh.annotations.Fork;

/** The same with {@code customprofiles.capture=never}: what is left is the table and, if on, the events. */
@Fork(jvmArgs = {"-Xms1g", "-Xmx1g", "-Dcustomprofiles.capture=never"})
public class ProfilePairWithoutCapture extends ProfilePair {

    /** For JMH. */
    public ProfilePairWithoutCapture() {}
}
