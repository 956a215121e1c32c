package dev.customprofiles.fleet;

import java.io.Serializable;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.IntStream;

/**
 * Finds the files of one JVM among those that lie in a folder without a folder for each host, as async-profiler's loop or a rotated
 * {@code filename} leave them. Each was read alone; those that belong together must be read again, as one recording.
 *
 * <p>A JVM is known by process id and start time. In containers each process id is 1, and pods start together, so two JVMs may be
 * equal in both. Their chunks overlap in time then, which no JVM's own do, and their files stay apart.
 */
final class RotatedFiles {

    private RotatedFiles() {}

    /** A file that was read alone, and the chunks in it. */
    record Alone(String file, List<JvmChunk> chunks) implements Serializable {}

    /** Returns the groups of two files or more that are one recording. A file is in one group at most. */
    static List<HostFiles> find(List<Alone> files) {
        int[] groups = IntStream.range(0, files.size()).toArray();
        Map<String, Integer> fileOfJvm = new HashMap<>();
        for (int file = 0; file < files.size(); file++) {
            for (JvmChunk chunk : files.get(file).chunks()) {
                int one = root(groups, file);
                int other = root(groups, fileOfJvm.computeIfAbsent(chunk.jvm(), absent -> one));
                groups[Math.max(one, other)] = Math.min(one, other);
            }
        }
        Map<Integer, List<Alone>> members = new TreeMap<>();
        for (int file = 0; file < files.size(); file++) {
            members.computeIfAbsent(root(groups, file), absent -> new ArrayList<>())
                    .add(files.get(file));
        }
        return members.values().stream()
                .filter(group -> group.size() > 1 && isOneRecording(group))
                .map(RotatedFiles::together)
                .toList();
    }

    private static int root(int[] groups, int file) {
        int root = file;
        while (groups[root] != root) {
            root = groups[root];
        }
        return root;
    }

    private static boolean isOneRecording(List<Alone> group) {
        List<JvmChunk> chunks =
                group.stream().flatMap(file -> file.chunks().stream()).toList();
        return chunks.stream().noneMatch(chunk -> chunks.stream().anyMatch(chunk::contradicts));
    }

    private static HostFiles together(List<Alone> group) {
        List<String> files = group.stream().map(Alone::file).sorted().toList();
        return new HostFiles(files.get(0), files, false);
    }
}
