package dev.customprofiles.benchmarks.liveset;

import dev.customprofiles.Profile;
import java.io.IOException;
import jdk.jfr.Recording;

/**
 * Measures the heap that a long-lived object of a profile takes: {@code Memory OBJECTS SITES}. The objects themselves
 * are created before, and a snapshot is taken before measuring, so that no captured stack is left.
 */
public final class Memory {

    private Memory() {}

    public static void main(String[] args) throws IOException, ReflectiveOperationException, InterruptedException {
        int size = Integer.parseInt(args[0]);
        int sites = Integer.parseInt(args[1]);
        new Kept(Profile.create("benchmark.Before"), 10_000).addAll(sites); // classes are loaded, tables exist
        takeSnapshot();

        Kept kept = new Kept(Profile.create("benchmark.Kept"), size);
        long before = Kept.heapInUse();
        kept.addAll(sites);
        takeSnapshot();
        long with = Kept.heapInUse();
        kept.removeAll();
        long after = Kept.heapInUse();
        System.out.println("bytes-per-object " + (with - before) / (double) size);
        System.out.println("bytes-per-object-left-after-removal " + (after - before) / (double) size);
    }

    private static void takeSnapshot() {
        try (Recording recording = new Recording()) {
            recording.enable("customprofiles.Snapshot");
            recording.start();
        }
    }
}
