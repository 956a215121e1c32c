package dev.customprofiles.replay;

import dev.customprofiles.pair.EventPair;
import dev.customprofiles.reader.ChunkBuilder;
import dev.customprofiles.reader.Encoder;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;

/** A recording of one JVM, made up at random, in which keys are used again and events are late; and what is in it. */
final class MadePairs {

    /** Of what sort the key is; each chunk has constants under numbers of its own. */
    enum Key {
        LONG("long"),
        UNSIGNED_INT("int@jdk.jfr.Unsigned=true"),
        BYTE("byte"),
        STRING("java.lang.String"),
        CLASS("java.lang.Class*"),
        THREAD("java.lang.Thread*"),
        THREAD_MEMBER("java.lang.Thread*");

        final String type;

        Key(String type) {
            this.type = type;
        }
    }

    /** An event as it counts; an id of 0 closes. */
    record Happening(int key, long ticks, long nanos, long id) {}

    private static final long SECOND = 1_000_000_000L;

    private record Written(int key, long id, long start, long duration, long commit) {}

    /** Of some kinds the closing event has another name for the key. */
    static EventPair pair(Key kind) {
        String inside = kind == Key.THREAD_MEMBER ? ".osThreadId" : "";
        return new EventPair("made.Open", "made.Close", "key" + inside, closeKey(kind) + inside, "size", "id");
    }

    private static String closeKey(Key kind) {
        return kind.ordinal() % 2 == 0 ? "handle" : "key";
    }

    /** In the order of the file, which is the order of what happens at the same time. */
    final List<Happening> happenings = new ArrayList<>();

    final long startNanos = ChunkBuilder.START_NANOS;
    long endNanos;
    private final Random random;
    private final Key kind;
    private final long ticksPerNano;
    private final long startTicks;
    private final Encoder file = new Encoder();

    /**
     * Makes a recording up.
     *
     * @param latest how late an event is written at most, closings that last included
     * @param clockSteps by how much the wall clock may be set between chunks
     */
    MadePairs(Random random, Key kind, int ticksPerNano, long latest, long clockSteps) {
        this.random = random;
        this.kind = kind;
        this.ticksPerNano = ticksPerNano;
        this.startTicks = ChunkBuilder.START_TICKS + random.nextInt(1_000) * SECOND;
        long[] borders = new long[2 + random.nextInt(6)];
        for (int i = 1; i < borders.length; i++) {
            borders[i] = borders[i - 1] + 100_000_000L + (long) (random.nextDouble() * 6 * SECOND);
        }
        List<Written> all = written(borders[borders.length - 1], latest);
        long set = 0;
        for (int i = 1; i < borders.length; i++) {
            List<Written> of = new ArrayList<>();
            for (Written event : all) {
                boolean before = event.commit < borders[i] || i == borders.length - 1;
                if (before && (event.commit >= borders[i - 1] || i == 1)) {
                    of.add(event);
                }
            }
            Collections.shuffle(of, random);
            chunk(borders[i - 1], borders[i], set, of);
            endNanos = startNanos + borders[i] + set;
            set += clockSteps == 0 ? 0 : random.nextLong() % clockSteps;
        }
    }

    private List<Written> written(long end, long latest) {
        List<Written> all = new ArrayList<>();
        int keys = 1 + random.nextInt(6);
        int events = 20 + random.nextInt(150);
        // Few moments to choose from, so that much happens at the same time.
        long grain = random.nextInt(4) == 0 ? end / 20 : 1;
        for (int id = 1; id <= events; id++) {
            int key = random.nextInt(keys);
            long at = (long) (random.nextDouble() * (double) (end - 1)) / grain * grain;
            long delay = random.nextInt(3) == 0 ? (long) (random.nextDouble() * latest) : 0;
            long lasts = random.nextInt(3) == 0 ? (long) (random.nextDouble() * SECOND) : 0;
            if (random.nextInt(5) < 3) {
                all.add(new Written(key, id, at - lasts, lasts, at + Math.min(delay, 1_900_000_000L)));
            } else {
                all.add(new Written(key, 0, at, Math.min(lasts, delay), at + delay));
            }
        }
        return all;
    }

    private void chunk(long from, long to, long clockSet, List<Written> events) {
        ChunkBuilder chunk = new ChunkBuilder();
        chunk.startNanos = startNanos + from + clockSet;
        chunk.durationNanos = to - from;
        chunk.startTicks = startTicks + from * ticksPerNano;
        chunk.ticksPerSecond = SECOND * ticksPerNano;
        chunk.type("jdk.jfr.Timespan", "java.lang.annotation.Annotation");
        chunk.type("jdk.jfr.Unsigned", "java.lang.annotation.Annotation");
        chunk.type("jdk.jfr.DataAmount", "java.lang.annotation.Annotation");
        String duration = "duration:long@jdk.jfr.Timespan=TICKS";
        chunk.event("made.Open", "id:long", duration, "key:" + kind.type, "size:long@jdk.jfr.DataAmount=BYTES");
        chunk.event("made.Close", closeKey(kind) + ":" + kind.type, duration);
        chunk.metadata().checkpoint();
        int shift = 1 + random.nextInt(1_000);
        for (Written event : events) {
            long start = startTicks + event.start * ticksPerNano;
            long lasts = event.duration * ticksPerNano;
            Encoder fields = ChunkBuilder.fields(start, 0);
            if (event.id == 0) {
                key(fields, event.key, shift).number(lasts);
                chunk.write("made.Close", fields);
            } else {
                key(fields.number(event.id).number(lasts), event.key, shift).number(event.id * 10);
                chunk.write("made.Open", fields);
            }
            long counts = event.id == 0 ? event.start : event.start + event.duration;
            happenings.add(new Happening(
                    event.key, startTicks + counts * ticksPerNano, startNanos + clockSet + counts, event.id));
        }
        file.raw(constants(chunk, shift).build());
    }

    private Encoder key(Encoder fields, int key, int shift) {
        return switch (kind) {
            case LONG -> fields.number(key * 0x7fff_ffff_ffff_fffL - 1);
            case UNSIGNED_INT -> fields.number(0xffff_fff0L + key);
            case BYTE -> fields.raw(0xfd + key & 0xff);
            case STRING -> key % 2 == 0 ? fields.latin1("key " + key) : fields.chars("key \u7dd1" + key);
            case CLASS, THREAD, THREAD_MEMBER -> fields.number(shift + key);
        };
    }

    private static ChunkBuilder constants(ChunkBuilder chunk, int shift) {
        Encoder symbols = new Encoder();
        Encoder classes = new Encoder();
        Encoder threads = new Encoder();
        for (int key = 0; key < 6; key++) {
            symbols.number(shift + key).utf8("made/Class" + key);
            classes.number(shift + key).number(shift + key).number(0);
            // Threads are renamed all the time, and some are none of Java's.
            boolean java = key % 3 != 0;
            threads.number(shift + key).latin1("system").number(70 + key);
            threads.latin1(java ? "name " + shift : "")
                    .number(java ? 12 + key : 0)
                    .number(0)
                    .raw(0);
        }
        return chunk.checkpoint(
                chunk.pool("jdk.types.Symbol", 6, symbols),
                chunk.pool("java.lang.Class", 6, classes),
                chunk.pool("java.lang.Thread", 6, threads));
    }

    void write(Path path) throws IOException {
        Files.write(path, file.bytes());
    }
}
