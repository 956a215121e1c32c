package dev.customprofiles.writer;

import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.nio.file.NoSuchFileException;
import java.util.Locale;

/** Returns the reason for an I/O error in a few lower-case words, without the file's name. */
public final class IoReason {

    private IoReason() {}

    public static String of(IOException e) {
        if (e instanceof NoSuchFileException) {
            return "no such file or folder";
        }
        if (e instanceof AccessDeniedException) {
            return "permission denied";
        }
        String reason = e instanceof FileSystemException file ? file.getReason() : e.getMessage();
        return reason == null || reason.isBlank() ? e.getClass().getSimpleName() : lowerFirst(reason);
    }

    /** Returns the reason, preceded by the name of the file if the exception has it. */
    public static String withFile(IOException e) {
        return e instanceof FileSystemException file && file.getFile() != null
                ? file.getFile() + ": " + of(file)
                : of(e);
    }

    /** Lowers the first letter of a message of another library, for use within a line. An acronym or a file's name stays as it is. */
    public static String lowerFirst(String message) {
        boolean isWord = message.length() > 1
                && Character.isLowerCase(message.charAt(1))
                && !message.split(" ", 2)[0].contains(".");
        return isWord ? message.substring(0, 1).toLowerCase(Locale.ROOT) + message.substring(1) : message;
    }
}
