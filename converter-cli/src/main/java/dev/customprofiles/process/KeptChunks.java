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
 * The chunks of a repository under second names, hard links, which stay when the JVM ends and removes its own. They take no
 * space and cannot be made on another file system, as into a container; then nothing is kept.
 *
 * <p>Safe for use by several threads.
 */
final class KeptChunks {

    private final Path folder;
    private final Thread closing = new Thread(this::delete);
    private Set<Path> missing = Set.of();

    private KeptChunks(Path folder) {
        this.folder = folder;
        Runtime.getRuntime().addShutdownHook(closing);
    }

    /** None yet, in a new folder, which is deleted when the program ends. */
    static KeptChunks in(String name) throws IOException {
        return new KeptChunks(TemporaryFiles.folder(name));
    }

    Path folder() {
        return folder;
    }

    /** Keeps what is there now, and no longer what the JVM has removed for lack of space. */
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
                // Only what was missing before: a JVM that ends removes one after the other.
                if (missing.contains(link)) {
                    Files.delete(link);
                }
            }
            missing = gone;
        } catch (IOException | UnsupportedOperationException e) {
            // The JVM is ending, or there can be no links.
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

    /** Lets go of all. */
    void close() {
        try {
            Runtime.getRuntime().removeShutdownHook(closing);
        } catch (IllegalStateException e) {
            // Too late, and it does the same.
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
            // It is a temporary folder.
        }
    }
}
