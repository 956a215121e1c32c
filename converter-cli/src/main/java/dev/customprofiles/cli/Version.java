package dev.customprofiles.cli;

import java.io.IOException;
import java.net.JarURLConnection;
import java.net.URL;
import java.net.URLConnection;
import java.util.jar.Attributes;
import picocli.CommandLine.IVersionProvider;

/** What this program is, from its jar's manifest. */
final class Version implements IVersionProvider {

    /** {@code jfr2pprof 0.1.0 (a1b2c3d4e5f6)}: the same on every JDK, for what is written into files. */
    static String tool() {
        return number() + " (" + commit() + ")";
    }

    /** {@code jfr2pprof 0.1.0 (a1b2c3d4e5f6, JDK 17.0.15)}. */
    @Override
    public String[] getVersion() {
        return new String[] {number() + " (" + commit() + ", JDK " + System.getProperty("java.version") + ")"};
    }

    /** {@code jfr2pprof 0.1.0}. */
    static String number() {
        return "jfr2pprof " + manifest("Implementation-Version", "development");
    }

    private static String commit() {
        return manifest("Implementation-Commit", "unknown");
    }

    /** Outside a jar, as in an IDE, there is no manifest of ours. */
    private static String manifest(String key, String absent) {
        URL self = Version.class.getResource("Version.class");
        try {
            URLConnection connection = self.openConnection();
            if (connection instanceof JarURLConnection jar) {
                Attributes attributes = jar.getMainAttributes();
                String value = attributes == null ? null : attributes.getValue(key);
                return value == null ? absent : value;
            }
            return absent;
        } catch (IOException e) {
            return absent;
        }
    }
}
