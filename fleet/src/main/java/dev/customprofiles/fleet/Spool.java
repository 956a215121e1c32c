package dev.customprofiles.fleet;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FileSystem;

/** The files of one host on local disk: those that are elsewhere are copied, each once, and the copies deleted when this is closed. */
final class Spool implements AutoCloseable {

    private final Path folder;
    private final Map<Path, String> origins = new LinkedHashMap<>();
    private final Map<String, String> failures = new LinkedHashMap<>();

    /** Copies the files; one that cannot be read is in {@link #failures()}. */
    Spool(List<String> files, Configuration configuration) throws IOException {
        this.folder = Files.createTempDirectory("fleet");
        for (String file : files) {
            org.apache.hadoop.fs.Path source = new org.apache.hadoop.fs.Path(file);
            // The content decides what a file is; its name is for messages.
            Path copy = folder.resolve(origins.size() + "-" + source.getName());
            try {
                FileSystem system = source.getFileSystem(configuration);
                if (system.getUri().getScheme().equals("file")) {
                    origins.put(Path.of(source.toUri().getPath()), file);
                    continue;
                }
                try (InputStream in = system.open(source)) {
                    Files.copy(in, copy);
                }
                origins.put(copy, file);
            } catch (IOException e) {
                Files.deleteIfExists(copy);
                failures.put(
                        file, String.valueOf(e.getMessage()).lines().findFirst().orElse("unreadable"));
            }
        }
    }

    /** The local files, and the addresses that they are of. */
    Map<Path, String> origins() {
        return origins;
    }

    /** The files that could not be copied, and why. */
    Map<String, String> failures() {
        return failures;
    }

    @Override
    public void close() throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            for (Path file : files.toList()) {
                Files.delete(file);
            }
        }
        Files.delete(folder);
    }
}
