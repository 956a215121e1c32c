package dev.customprofiles.process;

import dev.customprofiles.reader.Recording;
import dev.customprofiles.reader.TemporaryFiles;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/**
 * Hard links to the chunks of a repository, which stay when the JVM exits and removes its files. They take no space.
 * They are impossible across file systems, for example into a container; then nothing is kept.
 *
 * <p>Thread-safe.
 */
final class KeptChunks {

    private final Path folder;
    private final Thread closing = new Thread(this::delete);
    private Set<Path> missing = Set.of();

    private KeptChunks(Path folder) {
        this.folder = folder;
        Runtime.getRuntime().addShutdownHook(closing);
    }

    /** Creates a new folder without links, which is deleted when the program exits. */
    static KeptChunks in(String name) throws IOException {
        return new KeptChunks(TemporaryFiles.folder(name));
    }

    Path folder() {
        return folder;
    }

    /** Links the chunks that exist now, and drops those that the JVM has removed for lack of space. */
    synchronized void update(Path repository) {
        try {
            List<Path> chunks = Recording.files(List.of(repository));
            Set<Path> names = new HashSet<>();
            for (Path chunk : chunks) {
                Path link = folder.resolve(chunk.getFileName().toString());
                names.add(link);
                if (!Files.exists(link)) {
                    Files.createLink(link, chunk);
                }
            }
            Set<Path> gone = new HashSet<>(files());
            gone.removeAll(names);
            for (Path link : gone) {
                // Only chunks that were already missing before: a JVM that exits removes one after the other.
                if (missing.contains(link)) {
                    Files.delete(link);
                }
            }
            missing = gone;
        } catch (IOException | UnsupportedOperationException e) {
            // The JVM is exiting, or links are impossible.
        }
    }

    synchronized boolean isEmpty() {
        try {
            return files().isEmpty();
        } catch (IOException e) {
            return true;
        }
    }

    private List<Path> files() throws IOException {
        try (Stream<Path> entries = Files.list(folder)) {
            return entries.toList();
        }
    }

    /** Deletes all links. */
    void close() {
        try {
            Runtime.getRuntime().removeShutdownHook(closing);
        } catch (IllegalStateException e) {
            // The shutdown hook is already running, and does the same.
        }
        delete();
    }

    private synchronized void delete() {
        try {
            for (Path file : files()) {
                Files.deleteIfExists(file);
            }
            Files.deleteIfExists(folder);
        } catch (IOException e) {
            // It is only a temporary folder.
        }
    }
}
