package dev.customprofiles.reader;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.FileSystemException;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.nio.file.PathMatcher;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** Expands the user's paths to files. */
final class Inputs {
    /** Name of a JVM's folder in a repository: the date and its process id (JDK, Repository). */
    private static final Pattern JVM_FOLDER = Pattern.compile("\\d{4}_\\d\\d_\\d\\d_\\d\\d_\\d\\d_\\d\\d_\\d+(_\\d+)?");

    private static final String SUFFIX = ".jfr";

    /** Levels below a folder to search: {@code namespace/pod/repository}, and the folders of JVMs in that. */
    private static final int LEVELS = 3;

    /**
     * A file found from the inputs.
     *
     * @param named whether the user named the file itself, so that it must exist
     * @param subfolder the folder of a JVM, or other subfolder, that has the file; null if the file or its folder was
     *     named
     */
    record Found(boolean named, Path subfolder) {

        /** Merges two finds of the same file. A named file belongs to no subfolder. */
        Found and(Found other) {
            return named ? this : other.named ? other : subfolder == null ? other : this;
        }
    }

    private final Map<Path, Found> files = new LinkedHashMap<>();

    /** Returns the distinct files of the inputs, in the order of the inputs and by name within each. */
    static Map<Path, Found> expand(List<Path> inputs) throws IOException {
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
            addFile(input, new Found(true, null));
        } else if (Files.exists(input)) {
            // A pipe may block for ever, and a device may never end.
            throw new CorruptRecordingException(input + ": neither a file nor a folder");
        } else if (isGlob(input)) {
            addMatches(input);
        } else {
            throw new CorruptRecordingException("no such file: " + input);
        }
    }

    private void addFile(Path file, Found found) {
        files.merge(file, found, Found::and);
    }

    /**
     * Adds the recordings of a folder, and of the folders of JVMs if it is a repository. If a folder has none, its
     * subfolders are searched by the same rule, level by level, so that links to other folders of the tree make no
     * difference.
     */
    private void addFolder(Path folder) throws IOException {
        Map<Path, Found> recordings = new TreeMap<>();
        Set<Path> visited = new HashSet<>();
        List<Path> level = List.of(folder);
        for (int depth = 0; depth <= LEVELS && !level.isEmpty(); depth++) {
            List<Path> below = new ArrayList<>();
            for (Path each : level) {
                try {
                    if (visited.add(each.toRealPath())) {
                        below.addAll(visit(each, each.equals(folder) ? null : each, recordings));
                    }
                } catch (FileSystemException e) {
                    if (each.equals(folder)) {
                        throw e;
                    }
                    recordings.put(each, new Found(false, each));
                }
            }
            level = below;
        }
        if (recordings.isEmpty()) {
            throw new CorruptRecordingException("no recordings (*" + SUFFIX + ") in folder " + folder);
        }
        recordings.forEach(this::addFile);
    }

    /** Adds the recordings of one folder; returns its subfolders if it has none. */
    private static List<Path> visit(Path folder, Path subfolder, Map<Path, Found> recordings) throws IOException {
        int before = recordings.size();
        List<Path> subfolders = new ArrayList<>();
        for (Path entry : sorted(folder)) {
            if (!Files.isDirectory(entry)) {
                if (isRecording(entry)) {
                    recordings.put(entry, new Found(false, subfolder));
                }
            } else if (JVM_FOLDER.matcher(entry.getFileName().toString()).matches()) {
                addJvm(entry, recordings);
            } else {
                subfolders.add(entry);
            }
        }
        return recordings.size() == before ? subfolders : List.of();
    }

    private static void addJvm(Path folder, Map<Path, Found> recordings) throws IOException {
        try {
            for (Path file : sorted(folder)) {
                if (isRecording(file)) {
                    recordings.put(file, new Found(false, folder));
                }
            }
        } catch (FileSystemException e) {
            // Reported later, on opening, like a missing or unreadable file.
            recordings.put(folder, new Found(false, folder));
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
        matches.forEach(file -> addFile(file, new Found(true, null)));
    }
}
