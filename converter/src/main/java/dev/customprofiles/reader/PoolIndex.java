package dev.customprofiles.reader;

import java.io.IOException;
import java.util.List;

/**
 * Index of the offsets of a chunk's constants. It is built in one pass over all checkpoints when the first constant is
 * needed. Values are decoded on demand.
 */
final class PoolIndex {
    private static final int STRIDE = 1 << 17;

    /** The constants of one type. */
    private static final class Pool {
        final Plan toTheEnd;
        final LongMap<Long> offsets = new LongMap<>();

        Pool(TypeLayout type) {
            toTheEnd = Plan.whole(type, List.of());
        }
    }

    private final Chunk chunk;
    private final ChunkContents contents;
    private final Bytes file;
    private final FileDamage losses;
    private LongMap<Pool> pools;

    PoolIndex(Chunk chunk, ChunkContents contents, Bytes file, FileDamage losses) {
        this.chunk = chunk;
        this.contents = contents;
        this.file = file;
        this.losses = losses;
    }

    /** Returns the offset in the file of the value for a key, or 0 if no checkpoint has it. */
    long offset(TypeLayout type, long key) throws IOException {
        if (pools == null) {
            pools = new LongMap<>();
            index();
        }
        Pool pool = pools.get(type.id);
        Long offset = pool == null ? null : pool.offsets.get(key);
        return offset == null ? 0 : offset;
    }

    private void index() throws IOException {
        Window window = new Window((int) Math.min(STRIDE, chunk.size()));
        // From the newest on, keeping the first value found: the last name of a renamed thread counts.
        for (long checkpoint : contents.checkpoints(file, losses)) {
            new Pass(window).checkpoint(checkpoint);
        }
    }

    /** A pass over one checkpoint: size, type 1, start, duration, delta, mask, then the pools. */
    private final class Pass {
        private final Window window;
        private long end;
        private int position;

        Pass(Window window) {
            this.window = window;
        }

        void checkpoint(long at) throws IOException {
            end = chunk.end();
            seek(at);
            long size = number();
            if (size <= 0 || size > end - at) {
                losses.add(at, end - at, "a checkpoint with a size of " + size);
                return;
            }
            end = at + size;
            number(); // type
            number(); // start
            number(); // duration
            number(); // delta
            position++; // mask
            long count = number();
            for (long i = 0; i < count; i++) {
                long before = at();
                String reason = before < end ? pool() : "too many pools";
                if (reason != null) {
                    losses.add(before, end - before, "constants cannot be read: " + reason);
                    return;
                }
            }
        }

        /**
         * Indexes one pool: type id, count, and the keys with their values. Returns a description of damage, or null.
         */
        private String pool() throws IOException {
            long typeId = number();
            long count = number();
            if (count == 0) {
                return null;
            }
            TypeLayout type = contents.metadata().type(typeId);
            if (type == null) {
                return "undeclared type " + typeId;
            }
            Pool pool = pools.get(typeId);
            if (pool == null) {
                pool = new Pool(type);
                pools.put(typeId, pool);
            }
            for (long i = 0; i < count; i++) {
                if (at() >= end) {
                    return "it has " + i + " of " + count + " values of " + type.name;
                }
                long key = number();
                long value = at();
                if (!skip(pool)) {
                    return "a value of " + type.name + " does not fit its layout";
                }
                if (pool.offsets.get(key) == null) {
                    pool.offsets.put(key, value);
                }
            }
            return null;
        }

        private boolean skip(Pool pool) throws IOException {
            while (true) {
                int limit = (int) Math.min(window.limit, end - window.base);
                int behind = pool.toTheEnd.skip(window.bytes, position, limit);
                if (behind <= limit) {
                    position = behind;
                    return true;
                }
                if (limit < window.limit || window.limit < window.capacity()) {
                    return false; // the checkpoint, or the file, ends within the pool
                }
                long at = at();
                if (position == 0) {
                    if (window.capacity() >= Window.LARGEST) {
                        return false;
                    }
                    window.grow(2 * window.capacity());
                }
                window.load(file, at, end);
                position = 0;
            }
        }

        private long at() {
            return window.base + position;
        }

        private void seek(long at) throws IOException {
            if (at >= window.base && at + Varints.MAX_BYTES <= window.base + window.limit) {
                position = (int) (at - window.base);
            } else {
                window.load(file, at, end);
                position = 0;
                if (window.limit == 0) {
                    end = Math.min(end, at); // the file was truncated
                }
            }
        }

        /**
         * Reads a number. Past the end of the checkpoint or the file it is arbitrary; callers must check the position.
         */
        private long number() throws IOException {
            if (position + Varints.MAX_BYTES > window.limit) {
                seek(at());
            }
            long number = Varints.get(window.bytes, position);
            position = Varints.skip(window.bytes, position);
            return number;
        }
    }
}
