package dev.customprofiles.reader;

import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;

/** The folder for temporary files. Where it cannot be used, the message says so: no file of the user's is at fault. */
public final class TemporaryFiles {

    private static final String PROPERTY = "java.io.tmpdir";

    private TemporaryFiles() {}

    /** An empty file that only its owner may read; who creates it deletes it. */
    public static Path file(String prefix, String suffix) throws IOException {
        try {
            return Files.createTempFile(prefix, suffix);
        } catch (IOException e) {
            throw unusable(e);
        }
    }

    /** An empty folder, likewise. */
    public static Path folder(String prefix) throws IOException {
        try {
            return Files.createTempDirectory(prefix);
        } catch (IOException e) {
            throw unusable(e);
        }
    }

    /** A new file in such a folder, whose stream says so if the folder is full. */
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

    /** What to throw when a temporary file cannot be made or written. */
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
