package dev.customprofiles.cli;

import dev.customprofiles.writer.AtomicFile;
import dev.customprofiles.writer.IoReason;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** A folder for files, each of which is written atomically. */
final class OutputFolder {

    private final Path path;

    private OutputFolder(Path path) {
        this.path = path;
    }

    /** Returns the folder of that name, creating it if it does not exist; throws if that fails. */
    static OutputFolder of(Path path) throws IOException {
        try {
            Files.createDirectories(path);
            return new OutputFolder(path);
        } catch (IOException e) {
            String why = Files.exists(path)
                    ? "is no folder"
                    : Files.isSymbolicLink(path) ? "is a broken link" : IoReason.of(e);
            throw new IOException("cannot write into " + path + ": " + why, e);
        }
    }

    void write(String name, AtomicFile.Content content) throws IOException {
        AtomicFile.of(path.resolve(name)).deletedOnExit().write(content);
    }
}
