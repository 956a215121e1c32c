package dev.customprofiles.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Tells a terminal from a pipe or a file. */
final class Terminal {

    static final int STDOUT = 1;
    static final int STDERR = 2;

    private Terminal() {}

    /**
     * Whether what this process writes to a descriptor is shown on a terminal. {@link System#console()} alone would say no
     * when only the input is redirected, and on JDK 22 to 24 always yes.
     */
    static boolean isAt(int descriptor) {
        Path link = Path.of("/proc/self/fd/" + descriptor);
        try {
            if (Files.isSymbolicLink(link)) {
                String target = Files.readSymbolicLink(link).toString();
                return target.startsWith("/dev/pts/") || target.startsWith("/dev/tty") || target.equals("/dev/console");
            }
        } catch (IOException e) {
            // No answer here: ask Java.
        }
        return System.console() != null;
    }
}
