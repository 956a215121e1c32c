package dev.customprofiles.reader;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/**
 * Finds the end of a recording: the time at which its last event ended. Chunk headers do not have it: an event may be
 * committed after the end in the header, and some recorders write a wrong clock rate.
 *
 * <p>Only the chunks that may hold the last event are read, usually the last one of each JVM, and only the start and
 * the duration of their events.
 */
final class LastEvent {
    private long nanos = Long.MIN_VALUE;

    private LastEvent() {}

    /**
     * Returns the latest end of chunks, of which there must be at least one, according to their headers and events, in
     * nanoseconds since the epoch.
     */
    static long endNanos(List<Chunk> chunks, int workers) throws IOException {
        LastEvent last = new LastEvent();
        chunks.forEach(chunk -> last.add(chunk.endNanos()));
        List<Chunk> unbounded = chunks.stream()
                .filter(chunk -> chunk.reachNanos() == Long.MAX_VALUE)
                .toList();
        new ChunkWorkers(workers).process(unbounded, Chunk::lastEventNanos, last::add);
        List<Chunk> others = new ArrayList<>(chunks);
        others.removeAll(unbounded);
        others.sort(Comparator.comparingLong(Chunk::reachNanos).reversed());
        for (Chunk chunk : others) {
            if (chunk.reachNanos() > last.nanos) {
                last.add(chunk.lastEventNanos());
            }
        }
        return last.nanos;
    }

    private void add(long candidate) {
        nanos = Math.max(nanos, candidate);
    }
}
