package dev.customprofiles.builtin;

import dev.customprofiles.reader.Chunk;
import java.util.HashMap;
import java.util.Map;

/** The threads of a JVM, or what one chunk tells of them. Memory follows the threads that are alive, and the last dump. */
final class ThreadLives {

    /** How far an event may be from its place in the recording or from what a dump shows, with room to spare. */
    static final long LATE_NANOS = Chunk.LATE_NANOS;

    /**
     * A thread dump.
     *
     * @param ticks when it began, in the ticks of the JVM
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

    /** What is known of an id, which may be new. */
    ThreadLife life(long id) {
        return lives.computeIfAbsent(id, absent -> new ThreadLife());
    }

    Map<Long, ThreadLife> byId() {
        return lives;
    }

    /** The last dump up to the instant; null if there is none. */
    Dump dump() {
        return dump;
    }

    /** @param text null if it cannot be read, and then it does not count */
    void dumped(long ticks, long nanos, String text) {
        if (text != null && ticks >= dumpTicks) {
            dumpTicks = ticks;
            dumpNanos = nanos;
            dumpText = text;
        }
    }

    /** All events of a chunk have been read. */
    void endOfChunk(long nanos) {
        endNanos = nanos;
        if (dumpText != null) {
            dump = new Dump(dumpTicks, dumpNanos, ThreadDumpText.parse(dumpText).threads());
            dumpText = null;
        }
    }

    /** Adds what a later chunk tells, and forgets the ids that no event can bring back. */
    void addAll(ThreadLives chunk) {
        chunk.lives.forEach((id, life) -> lives.merge(id, life, (known, later) -> {
            known.addAll(later);
            return known;
        }));
        if (chunk.dump != null && (dump == null || chunk.dump.ticks() >= dump.ticks())) {
            dump = chunk.dump;
        }
        endNanos = Math.max(endNanos, chunk.endNanos);
        // An event may be late, and a later dump may still list a thread that has just ended.
        long settledNanos = endNanos - 2 * LATE_NANOS;
        lives.entrySet()
                .removeIf(life -> life.getValue().isOver(settledNanos)
                        && (dump == null || !dump.threads().containsKey(life.getKey())));
    }
}
