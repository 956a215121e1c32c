package dev.customprofiles.cli;

import java.io.File;
import java.io.IOException;
import java.io.OutputStream;
import java.net.URISyntaxException;
import java.nio.charset.StandardCharsets;
import java.util.jar.Attributes;
import java.util.jar.JarFile;
import java.util.jar.Manifest;
import picocli.CommandLine.IVersionProvider;

/** The version of this program, from its jar's manifest. */
final class Version implements IVersionProvider {

    private static final Attributes MANIFEST = manifest();

    /** {@code jfr2pprof 0.1.0 (a1b2c3d4e5f6)}: the same on every JDK, for output files. */
    static String tool() {
        return number() + " (" + commit() + ")";
    }

    /** {@code jfr2pprof 0.1.0 (a1b2c3d4e5f6, JDK 17.0.15)}. */
    @Override
    public String[] getVersion() {
        return new String[] {text()};
    }

    private static String text() {
        return number() + " (" + commit() + ", JDK " + System.getProperty("java.version") + ")";
    }

    /** {@code jfr2pprof 0.1.0}. */
    static String number() {
        return "jfr2pprof " + manifest("Implementation-Version", "development");
    }

    /** Writes the version as a line. */
    static void print(OutputStream out) throws IOException {
        out.write((text() + System.lineSeparator()).getBytes(StandardCharsets.UTF_8));
        out.flush();
    }

    private static String commit() {
        return manifest("Implementation-Commit", "unknown");
    }

    private static String manifest(String key, String absent) {
        String value = MANIFEST.getValue(key);
        return value == null ? absent : value;
    }

    /** Outside a jar, as in an IDE, the program has no manifest. */
    private static Attributes manifest() {
        try (JarFile jar = new JarFile(self())) {
            Manifest manifest = jar.getManifest();
            return manifest == null ? new Attributes() : manifest.getMainAttributes();
        } catch (IOException | URISyntaxException e) {
            return new Attributes();
        }
    }

    /**
     * Returns the jar of this class. A URL connection would load some fifty classes to get at it, although the JVM has
     * it open.
     */
    private static File self() throws URISyntaxException {
        return new File(Version.class
                .getProtectionDomain()
                .getCodeSource()
                .getLocation()
                .toURI());
    }
}
