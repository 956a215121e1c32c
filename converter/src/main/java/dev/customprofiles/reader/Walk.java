package dev.customprofiles.reader;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/**
 * A pass over the events of a chunk whose header cannot be trusted, up to where they stop making sense. Every event
 * begins with its size, so complete events can be found without the header.
 *
 * @param metadata offsets of the events of type 0, in file order; the last one that parses is used
 * @param checkpoints offsets of the events of type 1, in file order
 * @param end the offset after the last complete event
 * @param lastTicks the latest start of an event, or {@code Long.MIN_VALUE}
 */
record Walk(List<Long> metadata, List<Long> checkpoints, long end, long lastTicks) {
    private static final int STRIDE = 1 << 18;

    /** Maximum size of an event's size, type and start. */
    private static final int HEAD = 3 * Varints.MAX_BYTES;

    /** Walks from the first event at {@code from} to {@code limit} at most. */
    static Walk over(Bytes file, long from, long limit) throws IOException {
        List<Long> metadata = new ArrayList<>();
        List<Long> checkpoints = new ArrayList<>();
        long lastTicks = Long.MIN_VALUE;
        Window window = new Window((int) Math.min(STRIDE, Math.max(0, limit - from)));
        long at = from;
        while (at < limit) {
            if (at < window.base || at + HEAD > window.base + window.limit) {
                window.load(file, at, limit);
                if (window.limit == 0) {
                    break;
                }
            }
            byte[] bytes = window.bytes;
            int start = (int) (at - window.base);
            long size = Varints.get(bytes, start);
            int p = Varints.skip(bytes, start);
            long type = Varints.get(bytes, p);
            p = Varints.skip(bytes, p);
            long ticks = Varints.get(bytes, p);
            p = Varints.skip(bytes, p);
            if (size < p - start || size > limit - at) {
                break;
            }
            if (type == ChunkContents.METADATA) {
                metadata.add(at);
            } else if (type == ChunkContents.CHECKPOINT) {
                checkpoints.add(at);
            } else {
                lastTicks = Math.max(lastTicks, ticks);
            }
            at += size;
        }
        return new Walk(metadata, checkpoints, at, lastTicks);
    }
}
