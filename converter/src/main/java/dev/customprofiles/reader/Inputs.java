package dev.customprofiles.reader;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.nio.file.PathMatcher;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** Turns what a user names into files. */
final class Inputs {
    /** How a JVM names its folder in a repository: the date and its process id (JDK, Repository). */
    private static final Pattern JVM_FOLDER = Pattern.compile("\\d{4}_\\d\\d_\\d\\d_\\d\\d_\\d\\d_\\d\\d_\\d+(_\\d+)?");

    private static final String SUFFIX = ".jfr";

    private final Map<Path, Boolean> files = new LinkedHashMap<>();

    /**
     * The files behind the inputs, each once, in the order of the inputs and by name within one; true for those that the
     * user named himself, which have to be there.
     */
    static Map<Path, Boolean> expand(List<Path> inputs) throws IOException {
        Inputs expanded = new Inputs();
        for (Path input : inputs) {
            expanded.add(input);
        }
        return expanded.files;
    }

    private void add(Path input) throws IOException {
        if (Files.isDirectory(input)) {
            addFolder(input);
        } else if (Files.isRegularFile(input)) {
            addFile(input, true);
        } else if (Files.exists(input)) {
            // A pipe may block for ever, a device may never end.
            throw new CorruptRecordingException(input + ": neither a file nor a folder");
        } else if (isGlob(input)) {
            addMatches(input);
        } else {
            throw new CorruptRecordingException("no such file: " + input);
        }
    }

    private void addFile(Path file, boolean named) {
        files.merge(file, named, Boolean::logicalOr);
    }

    /** The recordings in a folder, and in the folders of JVMs if it is a repository. */
    private void addFolder(Path folder) throws IOException {
        int before = files.size();
        for (Path entry : sorted(folder)) {
            String name = entry.getFileName().toString();
            if (Files.isDirectory(entry)) {
                if (JVM_FOLDER.matcher(name).matches()) {
                    sorted(entry).stream().filter(Inputs::isRecording).forEach(file -> addFile(file, false));
                }
            } else if (isRecording(entry)) {
                addFile(entry, false);
            }
        }
        if (files.size() == before) {
            throw new CorruptRecordingException("no recordings (*" + SUFFIX + ") in folder " + folder);
        }
    }

    private static boolean isRecording(Path file) {
        String name = file.getFileName().toString();
        return (name.endsWith(SUFFIX) || name.endsWith(SUFFIX + ".gz") || name.endsWith(SUFFIX + ".zip"))
                && (Files.isRegularFile(file) || Files.isSymbolicLink(file) && !Files.exists(file));
    }

    private static List<Path> sorted(Path folder) throws IOException {
        List<Path> entries = new ArrayList<>();
        try (DirectoryStream<Path> stream = Files.newDirectoryStream(folder)) {
            stream.forEach(entries::add);
        } catch (java.nio.file.DirectoryIteratorException e) {
            throw e.getCause();
        }
        entries.sort(null);
        return entries;
    }

    private static boolean isGlob(Path input) {
        String text = input.toString();
        return text.indexOf('*') >= 0 || text.indexOf('?') >= 0;
    }

    private void addMatches(Path glob) throws IOException {
        Path base = glob.isAbsolute() ? glob.getRoot() : Path.of("");
        int fixed = 0;
        while (fixed < glob.getNameCount() && !isGlob(glob.getName(fixed))) {
            base = base.resolve(glob.getName(fixed++));
        }
        Path pattern = glob.subpath(fixed, glob.getNameCount());
        int depth = pattern.toString().contains("**") ? Integer.MAX_VALUE : pattern.getNameCount();
        Path from = base;
        List<Path> matches;
        try {
            PathMatcher matcher = FileSystems.getDefault().getPathMatcher("glob:" + pattern);
            try (Stream<Path> walk = Files.walk(from, depth)) {
                matches = walk.filter(path -> matcher.matches(from.relativize(path)))
                        .filter(Files::isRegularFile)
                        .sorted()
                        .toList();
            }
        } catch (java.io.UncheckedIOException e) {
            throw e.getCause();
        } catch (java.nio.file.NoSuchFileException | InvalidPathException | java.util.regex.PatternSyntaxException e) {
            matches = List.of();
        }
        if (matches.isEmpty()) {
            throw new CorruptRecordingException("no file matches " + glob);
        }
        matches.forEach(file -> addFile(file, true));
    }
}
