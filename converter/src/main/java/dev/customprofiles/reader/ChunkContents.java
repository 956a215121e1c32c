package dev.customprofiles.reader;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/** The types of a chunk, and the positions of its checkpoints. */
final class ChunkContents {
    static final long METADATA = 0;
    static final long CHECKPOINT = 1;

    private static final int HEAD = 64;
    private static final int LARGEST_METADATA = 16 << 20;

    private final Chunk chunk;
    private final Metadata metadata;
    private final long metadataOffset;

    /** From the newest to the oldest; null until first needed. */
    private long[] checkpoints;

    private ChunkContents(Chunk chunk, Metadata metadata, long metadataOffset, long[] checkpoints) {
        this.chunk = chunk;
        this.metadata = metadata;
        this.metadataOffset = metadataOffset;
        this.checkpoints = checkpoints;
    }

    Metadata metadata() {
        return metadata;
    }

    /**
     * Finds the metadata of a chunk, either where the header says or anywhere before the damage. If there is no
     * readable metadata, reports damage and returns null.
     */
    static ChunkContents of(Chunk chunk, Bytes file, MetadataCache cache, FileDamage losses) throws IOException {
        String reason = null;
        if (chunk.walk() == null) {
            long at = chunk.offset() + chunk.header().metadataOffset();
            try {
                return new ChunkContents(chunk, metadataAt(at, chunk, file, cache), at, null);
            } catch (MetadataParser.MalformedException e) {
                reason = e.getMessage();
            }
        }
        Walk walk = chunk.walk() != null ? chunk.walk() : Walk.over(file, chunk.firstEvent(), chunk.end());
        for (int i = walk.metadata().size() - 1; i >= 0; i--) {
            long at = walk.metadata().get(i);
            try {
                Metadata metadata = metadataAt(at, chunk, file, cache);
                long[] checkpoints = reversed(walk.checkpoints());
                if (reason != null) {
                    losses.add(at, 0, reason + ", but an earlier one can be used");
                }
                return new ChunkContents(chunk, metadata, at, checkpoints);
            } catch (MetadataParser.MalformedException e) {
                reason = e.getMessage();
            }
        }
        losses.add(
                chunk.offset(),
                chunk.end() - chunk.offset(),
                "chunk without metadata that can be read" + (reason == null ? "" : " (" + reason + ")"));
        return null;
    }

    private static Metadata metadataAt(long at, Chunk chunk, Bytes file, MetadataCache cache)
            throws IOException, MetadataParser.MalformedException {
        if (at < chunk.firstEvent() || at >= chunk.end()) {
            throw new MetadataParser.MalformedException("metadata: outside of the chunk");
        }
        Window window = new Window(HEAD);
        window.load(file, at, chunk.end());
        long size = Varints.get(window.bytes, 0);
        if (size <= 0 || size > chunk.end() - at || size > LARGEST_METADATA) {
            throw new MetadataParser.MalformedException("metadata: a size of " + size);
        }
        window.grow((int) size);
        window.load(file, at, at + size);
        if (window.limit < size) {
            throw new MetadataParser.MalformedException("metadata: the file ends in it");
        }
        return cache.parse(window.bytes, window.limit);
    }

    private static long[] reversed(List<Long> offsets) {
        int n = offsets.size();
        long[] reversed = new long[n];
        for (int i = 0; i < n; i++) {
            reversed[i] = offsets.get(n - 1 - i);
        }
        return reversed;
    }

    /** Returns the offsets of the checkpoints in the file, from the newest to the oldest. */
    long[] checkpoints(Bytes file, FileDamage losses) throws IOException {
        if (checkpoints == null) {
            checkpoints = followDeltas(file, losses);
        }
        return checkpoints;
    }

    /**
     * Follows the chain of checkpoints: the header points to the last, and each has the distance to the one before it;
     * 0 ends the chain.
     */
    private long[] followDeltas(Bytes file, FileDamage losses) throws IOException {
        List<Long> found = new ArrayList<>();
        Window window = new Window(HEAD);
        long at = chunk.offset() + chunk.header().checkpointOffset();
        if (at == chunk.offset()) {
            return new long[0];
        }
        long above = chunk.end();
        while (true) {
            String reason = null;
            long delta = 0;
            if (at < chunk.firstEvent() || at >= above) {
                reason = "outside of the chunk";
            } else {
                window.load(file, at, chunk.end());
                byte[] bytes = window.bytes;
                long size = Varints.get(bytes, 0);
                int p = Varints.skip(bytes, 0);
                if (window.limit == 0 || Varints.get(bytes, p) != CHECKPOINT) {
                    reason = "not one";
                } else if (size <= 0 || size > above - at) {
                    reason = "it overlaps the next one";
                } else {
                    delta = Varints.get(bytes, Varints.skip(bytes, Varints.skip(bytes, Varints.skip(bytes, p))));
                }
            }
            if (reason != null) {
                Walk walk = Walk.over(file, chunk.firstEvent(), chunk.end());
                losses.add(
                        at,
                        0,
                        "the way to the checkpoints is broken (" + reason + "), found "
                                + walk.checkpoints().size() + " by looking at every event");
                return reversed(walk.checkpoints());
            }
            found.add(at);
            if (delta == 0) {
                return found.stream().mapToLong(Long::longValue).toArray();
            }
            above = at;
            at += delta;
        }
    }

    /** Returns the first known start of an event after a position, or the end of the chunk. */
    long nextLandmark(long position, Bytes file, FileDamage losses) throws IOException {
        long[] all = checkpoints(file, losses);
        int above = notAbove(all, position);
        long next = above == 0 ? chunk.end() : all[above - 1];
        return metadataOffset > position ? Math.min(next, metadataOffset) : next;
    }

    /**
     * Returns whether a structural event of the format is at a position, rather than a user's event whose type id is
     * also 0 or 1.
     */
    boolean isStructure(long position, Bytes file, FileDamage losses) throws IOException {
        if (position == metadataOffset) {
            return true;
        }
        long[] all = checkpoints(file, losses);
        int at = notAbove(all, position);
        return at < all.length && all[at] == position;
    }

    /** Returns the index of the first offset that is not greater than a position; the offsets descend. */
    private static int notAbove(long[] offsets, long position) {
        int from = 0;
        int to = offsets.length;
        while (from < to) {
            int middle = (from + to) >>> 1;
            if (offsets[middle] > position) {
                from = middle + 1;
            } else {
                to = middle;
            }
        }
        return from;
    }
}
