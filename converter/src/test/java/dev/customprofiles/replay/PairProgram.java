package dev.customprofiles.replay;

import dev.customprofiles.ChildJvm;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.locks.LockSupport;
import jdk.jfr.DataAmount;
import jdk.jfr.Event;
import jdk.jfr.Name;
import jdk.jfr.Recording;
import jdk.jfr.Timespan;
import jdk.jfr.Unsigned;

/**
 * A program that opens and closes things of its own, and threads, and keeps books: lines of an instant, the name of a
 * pair, and what was live then, by label.
 */
public final class PairProgram {

    /** A file descriptor, say: the smallest number that is free. */
    @Name("pairs.NumberOpened")
    @SuppressWarnings("unused")
    static final class NumberOpened extends Event {
        @Unsigned
        int descriptor;

        @DataAmount
        long size;

        String owner;
    }

    @Name("pairs.NumberClosed")
    @SuppressWarnings("unused")
    static final class NumberClosed extends Event {
        @Unsigned
        int descriptor;
    }

    @Name("pairs.NameTaken")
    @SuppressWarnings("unused")
    static final class NameTaken extends Event {
        String name;

        @Timespan(Timespan.MILLISECONDS)
        int lease;

        Thread owner;
    }

    @Name("pairs.NameGiven")
    @SuppressWarnings("unused")
    static final class NameGiven extends Event {
        String given;
    }

    @Name("pairs.ClassLocked")
    @SuppressWarnings("unused")
    static final class ClassLocked extends Event {
        Class<?> type;
        double cost;
    }

    @Name("pairs.ClassUnlocked")
    @SuppressWarnings("unused")
    static final class ClassUnlocked extends Event {
        Class<?> type;
    }

    /** Never committed, so a recording has only its metadata. */
    @Name("pairs.Never")
    @SuppressWarnings("unused")
    static final class Never extends Event {
        @Unsigned
        int descriptor;
    }

    static final List<Class<?>> CLASSES = List.of(
            String.class, Integer.class, int[].class, Map.Entry.class, PairProgram.class, long.class, Object[][].class);

    /** An object for each use of a key; the program's books by a label that says who it was. */
    private final Map<String, long[]> numbers = new TreeMap<>();

    private final Map<String, long[]> names = new TreeMap<>();
    private final Map<String, long[]> classes = new TreeMap<>();
    private final Map<String, long[]> threads = new TreeMap<>();
    private final List<String> inUse = new ArrayList<>();

    private PairProgram() {}

    /** Arguments: seed, rounds. */
    public static void main(String[] arguments) throws Exception {
        new PairProgram().run(Long.parseLong(arguments[0]), Integer.parseInt(arguments[1]));
    }

    private void run(long seed, int rounds) throws Exception {
        new Never().begin();
        List<CountDownLatch> alive = new ArrayList<>();
        List<Thread> started = new ArrayList<>();
        for (int round = 0; round < rounds; round++) {
            CyclicBarrier barrier = new CyclicBarrier(3);
            List<Thread> workers = new ArrayList<>();
            for (int t = 0; t < 3; t++) {
                Random random = new Random(seed * 1000 + round * 10L + t);
                String owner = "worker" + t;
                Thread worker = new Thread(
                        () -> {
                            await(barrier);
                            for (int i = 0; i < 400; i++) {
                                work(random, owner);
                            }
                        },
                        owner);
                workers.add(worker);
                worker.start();
            }
            for (Thread worker : workers) {
                worker.join();
            }
            Random random = new Random(seed + round);
            for (int i = 0; i < 4; i++) {
                CountDownLatch end = new CountDownLatch(1);
                CountDownLatch begun = new CountDownLatch(1);
                Thread thread = new Thread(
                        () -> {
                            begun.countDown();
                            await(end);
                        },
                        "kept" + i % 2);
                thread.setDaemon(true);
                thread.start();
                begun.await();
                alive.add(end);
                started.add(thread);
                threads.computeIfAbsent(thread.getName(), absent -> new long[2])[0]++;
            }
            for (int i = 0; i < 2; i++) {
                int which = random.nextInt(alive.size());
                alive.remove(which).countDown();
                Thread ended = started.remove(which);
                ended.join();
                threads.get(ended.getName())[0]--;
            }
            note();
            try (Recording rotating = new Recording()) {
                rotating.start();
            }
        }
    }

    private static void await(CyclicBarrier barrier) {
        try {
            barrier.await();
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
    }

    private static void await(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Under a lock: events of a key are in the order of the books. */
    private synchronized void work(Random random, String owner) {
        int key = random.nextInt(12);
        switch (random.nextInt(3)) {
            case 0 -> number(key, owner, random.nextInt(5000));
            case 1 -> name("name " + key, owner, random.nextInt(5000));
            default -> type(CLASSES.get(key % CLASSES.size()));
        }
    }

    private void number(int key, String owner, long size) {
        String used = "number " + key;
        String by = takeBack(numbers, used);
        if (by == null) {
            NumberOpened event = new NumberOpened();
            event.begin();
            event.descriptor = -1 - key;
            event.size = size;
            event.owner = owner;
            take(numbers, used, owner, size);
            event.commit();
        } else {
            NumberClosed event = new NumberClosed();
            event.descriptor = -1 - key;
            event.commit();
        }
    }

    private void name(String name, String owner, long lease) {
        if (takeBack(names, name) == null) {
            NameTaken event = new NameTaken();
            event.name = name;
            event.lease = (int) lease;
            event.owner = Thread.currentThread();
            take(names, name, owner, lease * 1_000_000);
            event.commit();
        } else {
            NameGiven event = new NameGiven();
            event.given = name;
            event.commit();
        }
    }

    private void type(Class<?> type) {
        if (takeBack(classes, type.getTypeName()) == null) {
            ClassLocked event = new ClassLocked();
            event.type = type;
            event.cost = 2.5;
            take(classes, type.getTypeName(), type.getTypeName(), 3);
            event.commit();
        } else {
            ClassUnlocked event = new ClassUnlocked();
            event.type = type;
            event.commit();
        }
    }

    private void take(Map<String, long[]> books, String key, String label, long weight) {
        inUse.add(key + '\t' + label + '\t' + weight);
        long[] sum = books.computeIfAbsent(label, absent -> new long[2]);
        sum[0]++;
        sum[1] += weight;
    }

    /** Takes and returns the label of the key's present owner; null if there is none. */
    private String takeBack(Map<String, long[]> books, String key) {
        for (String use : inUse) {
            String[] parts = use.split("\t");
            if (parts[0].equals(key)) {
                inUse.remove(use);
                long[] sum = books.get(parts[1]);
                sum[0]--;
                sum[1] -= Long.parseLong(parts[2]);
                return parts[1];
            }
        }
        return null;
    }

    private void note() {
        LockSupport.parkNanos(20_000_000);
        Instant now = Instant.now();
        LockSupport.parkNanos(20_000_000);
        print(now, "numbers", numbers);
        print(now, "names", names);
        print(now, "classes", classes);
        print(now, "threads", threads);
    }

    private static void print(Instant now, String pair, Map<String, long[]> books) {
        StringBuilder line = new StringBuilder(now + "\t" + pair);
        books.forEach((label, sum) -> {
            if (sum[0] > 0) {
                line.append('\t')
                        .append(label)
                        .append('=')
                        .append(sum[0])
                        .append(':')
                        .append(sum[1]);
            }
        });
        System.out.println(line);
    }

    /** Runs the program and returns its lines. */
    public static List<String> record(Path file, long seed, int rounds, String... options) throws Exception {
        List<String> jvm = new ArrayList<>(List.of("-XX:StartFlightRecording:filename=" + file + ",maxsize=1g"));
        jvm.addAll(List.of(options));
        return ChildJvm.run(PairProgram.class, jvm, seed, rounds);
    }
}
