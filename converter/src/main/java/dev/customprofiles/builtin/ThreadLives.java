package dev.customprofiles.builtin;

import dev.customprofiles.reader.Chunk;
import java.util.HashMap;
import java.util.Map;

/** The threads of a JVM, or of one chunk. Memory grows with the live threads and the last dump. */
final class ThreadLives {

    /** Generous bound on how late an event may be written, and on how long a dump takes. */
    static final long LATE_NANOS = Chunk.LATE_NANOS;

    /**
     * A thread dump.
     *
     * @param ticks its start, in ticks of the JVM
     * @param nanos the same in nanoseconds since the epoch
     * @param threads the Java threads by id
     */
    record Dump(long ticks, long nanos, Map<Long, ThreadDumpText.Entry> threads) {}

    private final int jvm;
    private final Map<Long, ThreadLife> lives = new HashMap<>();

    private long dumpTicks = Long.MIN_VALUE;
    private long dumpNanos;

    /** The text of the last dump until it is parsed; null afterwards, and if there is none. */
    private String dumpText;

    private Dump dump;
    private long endNanos = Long.MIN_VALUE;

    ThreadLives(int jvm) {
        this.jvm = jvm;
    }

    int jvm() {
        return jvm;
    }

    /** Returns the life of an id, creating it if necessary. */
    ThreadLife life(long id) {
        return lives.computeIfAbsent(id, absent -> new ThreadLife());
    }

    Map<Long, ThreadLife> byId() {
        return lives;
    }

    /** Returns the last dump up to the instant; null if there is none. */
    Dump dump() {
        return dump;
    }

    /** @param text null if it cannot be read; the dump is then ignored */
    void dumped(long ticks, long nanos, String text) {
        if (text != null && ticks >= dumpTicks) {
            dumpTicks = ticks;
            dumpNanos = nanos;
            dumpText = text;
        }
    }

    /** Called when all events of a chunk have been read. */
    void endOfChunk(long nanos) {
        endNanos = nanos;
        if (dumpText != null) {
            dump = new Dump(dumpTicks, dumpNanos, ThreadDumpText.parse(dumpText).threads());
            dumpText = null;
        }
    }

    /** Adds a later chunk, and drops the ids that no event can revive. */
    void addAll(ThreadLives chunk) {
        chunk.lives.forEach((id, life) -> lives.merge(id, life, (known, later) -> {
            known.addAll(later);
            return known;
        }));
        if (chunk.dump != null && (dump == null || chunk.dump.ticks() >= dump.ticks())) {
            dump = chunk.dump;
        }
        endNanos = Math.max(endNanos, chunk.endNanos);
        // Events may be late, and a later dump may still list a thread that has just ended.
        long settledNanos = endNanos - 2 * LATE_NANOS;
        lives.entrySet()
                .removeIf(life -> life.getValue().isOver(settledNanos)
                        && (dump == null || !dump.threads().containsKey(life.getKey())));
    }
}
