package dev.customprofiles.replay;

import dev.customprofiles.reader.Chunk;
import dev.customprofiles.reader.ChunkReader;
import dev.customprofiles.reader.Recording;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.TreeSet;

/** When the snapshots of a recording were taken. */
final class Snapshots {

    private Snapshots() {}

    static TreeSet<Long> times(Path file) throws IOException {
        try (Recording recording = Recording.open(List.of(file))) {
            TreeSet<Long> times = new TreeSet<>();
            for (Chunk chunk : recording.chunks()) {
                times.addAll(times(chunk));
            }
            return times;
        }
    }

    /** From when on the recording knows everything that is live. */
    static long first(Recording recording) throws IOException {
        return times(recording.chunks().get(0)).last();
    }

    private static TreeSet<Long> times(Chunk chunk) throws IOException {
        TreeSet<Long> times = new TreeSet<>();
        try (ChunkReader events = chunk.read(RecorderEvents.SNAPSHOT)) {
            while (events.next() >= 0) {
                times.add(events.startNanos());
            }
        }
        return times;
    }
}
