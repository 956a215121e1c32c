package dev.customprofiles.cli;

import dev.customprofiles.text.LineWidth;
import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Detects whether output goes to a terminal, and its width. */
final class Terminal {

    static final int STDOUT = 1;
    static final int STDERR = 2;

    private static final LineWidth USUAL = new LineWidth(80);
    private static final Pattern ROWS_AND_COLUMNS = Pattern.compile("\\d+ ([1-9]\\d{0,3})\\s*");
    private static final Pattern COLUMNS = Pattern.compile("[1-9]\\d{0,3}");

    private Terminal() {}

    /** Returns the width from the variable {@code COLUMNS}, else that of the terminal of this process, else 80. */
    static LineWidth width() {
        String columns = System.getenv("COLUMNS");
        if (columns != null && COLUMNS.matcher(columns).matches()) {
            return new LineWidth(Integer.parseInt(columns));
        }
        Matcher size = ROWS_AND_COLUMNS.matcher(size());
        return size.matches() ? new LineWidth(Integer.parseInt(size.group(1))) : USUAL;
    }

    /** Returns the output of {@code stty}, which takes some milliseconds; empty if there is none. */
    private static String size() {
        try {
            Process stty = new ProcessBuilder("stty", "size")
                    .redirectInput(new File("/dev/tty"))
                    .redirectError(ProcessBuilder.Redirect.DISCARD)
                    .start();
            return new String(stty.getInputStream().readAllBytes(), StandardCharsets.US_ASCII);
        } catch (IOException e) {
            // No controlling terminal, or no stty.
            return "";
        }
    }

    /**
     * Returns whether a descriptor of this process is a terminal. {@link System#console()} alone would be wrong if only
     * the input is redirected, and on JDK 22 to 24 it is never null.
     */
    static boolean isAt(int descriptor) {
        Path link = Path.of("/proc/self/fd/" + descriptor);
        try {
            if (Files.isSymbolicLink(link)) {
                String target = Files.readSymbolicLink(link).toString();
                return target.startsWith("/dev/pts/") || target.startsWith("/dev/tty") || target.equals("/dev/console");
            }
        } catch (IOException e) {
            // Unknown: fall back to Java.
        }
        return System.console() != null;
    }
}
