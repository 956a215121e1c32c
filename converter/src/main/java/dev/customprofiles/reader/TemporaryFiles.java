package dev.customprofiles.reader;

import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;

/**
 * Creates temporary files. If their folder cannot be used, the message names it, because no file of the user is at
 * fault.
 */
public final class TemporaryFiles {

    private static final String PROPERTY = "java.io.tmpdir";

    private TemporaryFiles() {}

    /** Creates an empty file that only its owner may read. The caller must delete it. */
    public static Path file(String prefix, String suffix) throws IOException {
        try {
            return Files.createTempFile(prefix, suffix);
        } catch (IOException e) {
            throw unusable(e);
        }
    }

    /** Creates an empty folder that only its owner may read. The caller must delete it. */
    public static Path folder(String prefix) throws IOException {
        try {
            return Files.createTempDirectory(prefix);
        } catch (IOException e) {
            throw unusable(e);
        }
    }

    /** Creates a file in such a folder. Its stream reports a full folder as such. */
    public static OutputStream written(Path file) throws IOException {
        OutputStream opened;
        try {
            opened = Files.newOutputStream(file);
        } catch (IOException e) {
            throw unusable(e);
        }
        return new FilterOutputStream(opened) {
            @Override
            public void write(byte[] bytes, int offset, int length) throws IOException {
                try {
                    out.write(bytes, offset, length);
                } catch (IOException e) {
                    throw unusable(e);
                }
            }
        };
    }

    /** Returns the exception to throw if a temporary file cannot be created or written. */
    public static IOException unusable(IOException e) {
        String folder = System.getProperty(PROPERTY);
        return new IOException(
                "cannot write a temporary file in " + folder + ": " + reason(Path.of(folder), e) + " (-J-D" + PROPERTY
                        + "=FOLDER names another folder)",
                e);
    }

    private static String reason(Path folder, IOException e) {
        if (!Files.isDirectory(folder)) {
            return "no such folder";
        }
        if (e instanceof AccessDeniedException) {
            return "permission denied";
        }
        String reason = e instanceof FileSystemException file ? file.getReason() : e.getMessage();
        return reason == null || reason.isEmpty()
                ? "not possible there"
                : reason.substring(0, 1).toLowerCase(Locale.ROOT) + reason.substring(1);
    }
}
