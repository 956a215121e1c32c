package dev.customprofiles.builtin;

import dev.customprofiles.reader.ChunkBuilder;
import dev.customprofiles.reader.Encoder;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * A recording of one JVM, made up at random: threads whose ids have several lives, events that are late, and thread dumps
 * that take a while; and which threads are alive.
 */
final class MadeThreads {

    static final int IDS = 9;

    private static final long SECOND = 1_000_000_000L;
    private static final long LATE = 1_900_000_000L;

    /** @param id 0 for a dump */
    private record Written(String event, int id, long at, long commit, String dump) {}

    private final Random random;
    private final List<TreeMap<Long, Boolean>> changes = new ArrayList<>();
    private final TreeSet<Long> dumps = new TreeSet<>();
    private final TreeSet<Integer> seen = new TreeSet<>();
    private final List<Written> events = new ArrayList<>();
    private final Encoder file = new Encoder();
    private final long end;

    /** @param dumped how many dumps there are */
    MadeThreads(Random random, int dumped) {
        this.random = random;
        long[] borders = new long[2 + random.nextInt(6)];
        for (int i = 1; i < borders.length; i++) {
            borders[i] = borders[i - 1] + SECOND / 10 + (long) (random.nextDouble() * 6 * SECOND);
        }
        end = borders[borders.length - 1];
        for (int id = 1; id <= IDS; id++) {
            live(id);
        }
        for (int i = 0; i < dumped; i++) {
            dump(time());
        }
        Collections.shuffle(events, random);
        for (int i = 1; i < borders.length; i++) {
            chunk(borders, i);
        }
    }

    private long time() {
        return 1 + (long) (random.nextDouble() * (double) (end - 2));
    }

    private void live(int id) {
        TreeMap<Long, Boolean> life = new TreeMap<>();
        boolean alive = random.nextBoolean();
        life.put(-1L, alive);
        int count = random.nextInt(6);
        TreeSet<Long> times = new TreeSet<>();
        while (times.size() < count) {
            times.add(time());
        }
        for (long time : times) {
            alive = !alive;
            life.put(time, alive);
            write(alive ? "jdk.ThreadStart" : "jdk.ThreadEnd", id, time, null);
        }
        changes.add(life);
        long at = time();
        if (random.nextInt(3) == 0 && life.floorEntry(at).getValue()) {
            seen.add(id);
            write("jdk.ThreadAllocationStatistics", id, at, null);
        }
    }

    /** It shows what is alive a while after it began, and may still show what has just ended. */
    private void dump(long at) {
        dumps.add(at);
        long taken = at + random.nextInt(500_000_000);
        StringBuilder text = new StringBuilder("2026-11-23 16:46:42\n");
        for (int id = 1; id <= IDS; id++) {
            boolean justEnded = random.nextBoolean() && changed(id, taken - 300_000_000L, at, false);
            if (isAlive(id, taken) || justEnded) {
                text.append("\"thread ").append(id).append("\" #").append(id).append(" prio=5 os_prio=0\n");
            }
        }
        write("jdk.ThreadDump", 0, at, text.toString());
    }

    private boolean changed(int id, long from, long to, boolean alive) {
        long start = Math.max(0, from);
        return start < to && changes.get(id - 1).subMap(start, to).containsValue(alive);
    }

    private void write(String event, int id, long at, String dump) {
        long delay = random.nextInt(3) == 0 ? (long) (random.nextDouble() * LATE) : 0;
        events.add(new Written(event, id, at, at + delay, dump));
    }

    private boolean isAlive(int id, long at) {
        return changes.get(id - 1).floorEntry(at).getValue();
    }

    private void chunk(long[] borders, int number) {
        ChunkBuilder chunk = new ChunkBuilder();
        chunk.startNanos += borders[number - 1];
        chunk.durationNanos = borders[number] - borders[number - 1];
        chunk.startTicks += borders[number - 1];
        for (String event : List.of("jdk.ThreadStart", "jdk.ThreadEnd", "jdk.ThreadAllocationStatistics")) {
            chunk.event(event, "thread:java.lang.Thread*");
        }
        chunk.event("jdk.ThreadDump", "result:java.lang.String");
        chunk.metadata().checkpoint();
        for (Written event : events) {
            boolean before = event.commit < borders[number] || number == borders.length - 1;
            if (before && (event.commit >= borders[number - 1] || number == 1)) {
                Encoder fields = ChunkBuilder.fields(ChunkBuilder.START_TICKS + event.at, 0);
                chunk.write(event.event, event.dump == null ? fields.number(event.id) : fields.latin1(event.dump));
            }
        }
        Encoder threads = new Encoder();
        for (int id = 1; id <= IDS; id++) {
            threads.number(id)
                    .latin1("os")
                    .number(70 + id)
                    .latin1("thread " + id)
                    .number(id);
            threads.number(0).raw(0);
        }
        file.raw(chunk.checkpoint(chunk.pool("java.lang.Thread", IDS, threads)).build());
    }

    void write(Path path) throws IOException {
        Files.write(path, file.bytes());
    }

    /** Instants before, at and after what happens, in nanoseconds since the epoch. */
    TreeSet<Long> instants() {
        TreeSet<Long> instants = new TreeSet<>(List.of(0L, end));
        events.forEach(event -> instants.addAll(List.of(event.at - 1, event.at, event.at + 1)));
        TreeSet<Long> absolute = new TreeSet<>();
        instants.forEach(at -> absolute.add(ChunkBuilder.START_NANOS + at));
        return absolute;
    }

    /** The threads that are alive at an instant, as far as the recording can tell: of some, nothing is in it. */
    TreeSet<String> alive(long atNanos) {
        long at = atNanos - ChunkBuilder.START_NANOS;
        TreeSet<String> alive = new TreeSet<>();
        for (int id = 1; id <= IDS; id++) {
            boolean told = changes.get(id - 1).size() > 1 || dumps.floor(at) != null || seen.contains(id);
            if (told && isAlive(id, at)) {
                alive.add("thread " + id);
            }
        }
        return alive;
    }

    @Override
    public String toString() {
        return " of " + changes + ", seen " + seen + ", dumps " + dumps;
    }
}
