package dev.customprofiles.fleet;

import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.Serializable;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FileStatus;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;

/**
 * The files of one host, which one task reads.
 *
 * @param host the name that the folders give it; the file itself where there is none
 * @param files their addresses, sorted
 * @param named whether a folder names the host. Files without one may be rotated files of one JVM: see {@link RotatedFiles}
 */
record HostFiles(String host, List<String> files, boolean named) implements Serializable {

    /**
     * Finds the files of globs and folders, by host: the folder that the first wildcard of a glob stands for, or the subfolder of a
     * folder that was named. A file beside those is taken as a host of its own.
     *
     * @throws FileNotFoundException if an input matches nothing
     */
    static List<HostFiles> find(List<String> inputs, Configuration configuration) throws IOException {
        Map<String, List<String>> byHost = new TreeMap<>();
        List<HostFiles> unnamed = new ArrayList<>();
        for (String input : inputs) {
            Path glob = new Path(input);
            FileSystem system = glob.getFileSystem(configuration);
            FileStatus[] matches = system.globStatus(glob);
            if (matches == null || matches.length == 0) {
                throw new FileNotFoundException("no such file or folder: " + input);
            }
            int depth = firstWildcard(glob);
            for (FileStatus match : matches) {
                Path base = match.getPath();
                if (depth > 0 && isHidden(base, depth)) {
                    continue;
                }
                int hostAt = depth < 0 ? base.depth() + 1 : depth;
                List<Path> found = new ArrayList<>();
                collect(system, match, found);
                for (Path file : found) {
                    if (file.depth() > hostAt) {
                        byHost.computeIfAbsent(host(file, hostAt), absent -> new ArrayList<>())
                                .add(file.toString());
                    } else {
                        unnamed.add(new HostFiles(file.toString(), List.of(file.toString()), false));
                    }
                }
            }
        }
        List<HostFiles> hosts = new ArrayList<>();
        byHost.forEach((host, files) ->
                hosts.add(new HostFiles(host, files.stream().distinct().sorted().toList(), true)));
        unnamed.stream()
                .distinct()
                .sorted(Comparator.comparing(HostFiles::host))
                .forEach(hosts::add);
        return hosts;
    }

    private static void collect(FileSystem system, FileStatus status, List<Path> found) throws IOException {
        if (!status.isDirectory()) {
            found.add(status.getPath());
            return;
        }
        for (FileStatus child : system.listStatus(status.getPath())) {
            if (!isHidden(child.getPath(), child.getPath().depth())) {
                collect(system, child, found);
            }
        }
    }

    /** Returns whether a name from that depth on is one that Hadoop hides too, such as an unfinished upload or answer. */
    private static boolean isHidden(Path path, int depth) {
        for (Path part = path; part.depth() >= depth && !part.isRoot(); part = part.getParent()) {
            if (part.getName().startsWith(".") || part.getName().startsWith("_")) {
                return true;
            }
        }
        return false;
    }

    /** How deep the first part with a wildcard is, from 1; -1 if there is none. */
    private static int firstWildcard(Path glob) {
        int found = -1;
        for (Path part = glob; part != null && part.getParent() != null; part = part.getParent()) {
            if (part.getName().matches(".*[*?\\[{].*")) {
                found = part.depth();
            }
        }
        return found;
    }

    private static String host(Path file, int depth) {
        Path part = file;
        while (part.depth() > depth) {
            part = part.getParent();
        }
        return part.getName();
    }
}
