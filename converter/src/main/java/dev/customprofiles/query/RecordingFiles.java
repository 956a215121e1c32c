package dev.customprofiles.query;

import dev.customprofiles.reader.ProgressListener;
import dev.customprofiles.reader.Recording;
import dev.customprofiles.writer.Origin;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/**
 * Recordings in files, as named by the user. They may still be growing.
 *
 * @param paths at least one
 * @param tool the program and its version, to be written into profiles
 */
public record RecordingFiles(List<Path> paths, String tool) implements Subject {

    private static final int NAMED = 3;

    /** A recording that ended longer ago is not being written any more, because JFR flushes once a second. */
    private static final int STALE_SECONDS = 5;

    /** Copies the list. */
    public RecordingFiles {
        paths = List.copyOf(paths);
    }

    /** Detects whether a file was replaced or has grown. */
    private record Stamp(Path path, Object key, long size, FileTime modified) {}

    @Override
    public String name() {
        return inShort(paths.stream().map(Path::toString).toList());
    }

    @Override
    public Input open() throws IOException {
        return new Input(recording(ProgressListener.NONE), name(), origin());
    }

    /**
     * Opens the files as one recording, which the caller must close. A folder may be the repository of a running JVM:
     * data that it has not flushed yet does not count as missing.
     *
     * @throws IOException as for {@link Recording#open(List)}
     */
    public Recording recording(ProgressListener listener) throws IOException {
        return recording(listener, Recording.defaultWorkers());
    }

    /**
     * Like {@link #recording(ProgressListener)}, with another number of threads than {@link Recording#defaultWorkers}.
     */
    public Recording recording(ProgressListener listener, int workers) throws IOException {
        if (hasFolder()) {
            Recording live = Recording.openLive(paths, listener, workers);
            if (Instant.now().minusSeconds(STALE_SECONDS).isBefore(Instant.ofEpochSecond(0, live.flushedNanos()))) {
                return live;
            }
            live.close();
        }
        return Recording.open(paths, listener, workers);
    }

    /** Returns whether files may be added and removed. */
    public boolean hasFolder() {
        return paths.stream().anyMatch(Files::isDirectory);
    }

    @Override
    public Object version() throws IOException {
        List<Stamp> stamps = new ArrayList<>();
        for (Path file : Recording.files(paths)) {
            try {
                BasicFileAttributes attributes = Files.readAttributes(file, BasicFileAttributes.class);
                stamps.add(new Stamp(file, attributes.fileKey(), attributes.size(), attributes.lastModifiedTime()));
            } catch (NoSuchFileException e) {
                // A running JVM removes files of its repository.
            }
        }
        return stamps;
    }

    /** Returns the origin to write into profiles. */
    public Origin origin() {
        List<String> names = paths.stream().map(RecordingFiles::name).toList();
        return new Origin(tool, application(names.get(0)), inShort(names));
    }

    private static String inShort(List<String> names) {
        String first = names.stream().limit(NAMED).collect(Collectors.joining(", "));
        return names.size() <= NAMED ? first : first + " and " + (names.size() - NAMED) + " more";
    }

    /** Returns the last part of the path; for a folder such as {@code .} or {@code /}, that of its real path. */
    private static String name(Path recording) {
        Path name = recording.toAbsolutePath().normalize().getFileName();
        return name == null ? "recording" : name.toString();
    }

    private static String application(String name) {
        String bare = without(".jfr", without(".gz", without(".zip", name)));
        return bare.isEmpty() ? "recording" : bare;
    }

    private static String without(String suffix, String name) {
        return name.endsWith(suffix) ? name.substring(0, name.length() - suffix.length()) : name;
    }
}
