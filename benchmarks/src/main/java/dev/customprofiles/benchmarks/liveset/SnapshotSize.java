package dev.customprofiles.benchmarks.liveset;

import dev.customprofiles.Profile;
import dev.customprofiles.benchmarks.Command;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import jdk.jfr.Recording;

/**
 * Measures the size of a snapshot in a recording: {@code SnapshotSize SITES}. It is the difference between a recording
 * of one chunk with the snapshot and an empty one, so strings in JFR's pools count too. The output of
 * {@code jfr summary} goes to standard error.
 */
public final class SnapshotSize {

    private SnapshotSize() {}

    public static void main(String[] args) throws IOException, ReflectiveOperationException, InterruptedException {
        int sites = Integer.parseInt(args[0]);
        Kept kept = new Kept(Profile.create("benchmark.Kept"), sites);
        kept.addAll(sites);
        Path folder = Files.createTempDirectory("snapshot");
        try {
            long without = record(folder.resolve("without.jfr"), false);
            Path file = folder.resolve("with.jfr");
            long with = record(file, true);
            System.out.println("snapshot-bytes " + (with - without));
            Command.require(java.util.List.of(Command.jdkTool("jfr"), "summary", file.toString()))
                    .output()
                    .lines()
                    .filter(line -> line.contains("customprofiles.") || line.contains("jdk.Checkpoint"))
                    .forEach(line -> System.out.println("# " + line.strip()));
        } finally {
            Command.delete(folder);
        }
        if (kept.objects.length != kept.profile.count()) {
            System.exit(1);
        }
    }

    private static long record(Path file, boolean snapshot) throws IOException {
        try (Recording recording = new Recording()) {
            if (snapshot) {
                recording.enable("customprofiles.Snapshot");
                recording.enable("customprofiles.LiveSite");
                recording.enable("customprofiles.Frame");
            } else {
                recording.disable("customprofiles.Snapshot");
                recording.disable("customprofiles.LiveSite");
                recording.disable("customprofiles.Frame");
            }
            recording.start();
            recording.stop();
            recording.dump(file);
            return Files.size(file);
        }
    }
}
