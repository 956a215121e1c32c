package dev.customprofiles.replay;

import dev.customprofiles.Handle;
import dev.customprofiles.Profile;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.BrokenBarrierException;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.locks.LockSupport;
import jdk.jfr.Recording;

/**
 * A program whose threads add and remove at random over several profiles and many sites, and that keeps books. Every
 * object may be removed by any thread; some are dropped instead, and stay live. At a barrier all threads stand still and the books
 * are printed.
 *
 * <p>Arguments: seed, threads, barriers, operations of each thread between two barriers, objects that are held at most,
 * and what else happens: {@code rotate} for a new chunk at each barrier; {@code spin} for one after the other all the
 * time; a path for a dump to it at the middle; {@code late=} and a path for a recording that is started while the threads
 * are at work, and one that overlaps with it.
 */
public final class RandomHistory {

    /** Long enough for a recording to grow older than replay's allowance for late events. */
    private static final long PAUSE_NANOS = 100_000_000;

    private static final String[] LABELS = {null, "blue", "gr\u00fcn", "\u7dd1 \ud83c\udf31", "", "a|b;c", "Aa", "BB"};

    /** Keeps what is held alive to the end of the process: the collector must not take it behind the back of the books. */
    private static RandomHistory running;

    private record Held(Profile profile, Object value, String key, long weight) {}

    private final List<Profile> profiles = new ArrayList<>();
    private final Map<String, long[]> books = new HashMap<>();
    private final List<Held> held = new ArrayList<>();
    private final int most;
    private Thread atWork;

    private RandomHistory(int most) {
        this.most = most;
        profiles.add(Profile.create("stress.Plain"));
        profiles.add(Profile.builder("stress.Bytes").unit("bytes").create());
        profiles.add(Profile.create("stress.\u00dcber"));
    }

    /** Runs the program. */
    public static void main(String[] arguments) throws Exception {
        int threads = Integer.parseInt(arguments[1]);
        int barriers = Integer.parseInt(arguments[2]);
        int operations = Integer.parseInt(arguments[3]);
        List<String> extras = List.of(arguments).subList(5, arguments.length);
        RandomHistory history = new RandomHistory(Integer.parseInt(arguments[4]));
        running = history;
        int[] round = {0};
        CyclicBarrier barrier = new CyclicBarrier(threads, () -> {
            history.close(round[0]++, barriers, extras);
        });
        if (extras.contains("spin")) {
            Thread spinning = new Thread(() -> {
                while (true) {
                    rotate();
                }
            });
            spinning.setDaemon(true);
            spinning.start();
        }
        List<Thread> workers = new ArrayList<>();
        for (int i = 0; i < threads; i++) {
            Random random = new Random(Long.parseLong(arguments[0]) * 1000 + i);
            workers.add(start(i % 2 == 1, () -> {
                for (int b = 0; b < barriers; b++) {
                    history.work(random, operations);
                    await(barrier);
                }
            }));
        }
        for (Thread worker : workers) {
            worker.join();
        }
        for (String extra : extras) {
            if (extra.startsWith("late=")) {
                await(history.atWork);
                Jcmd.run("jfrStop", "name=late", "filename=" + extra.substring(5));
            }
        }
        if (history.held.isEmpty()) {
            throw new AssertionError("nothing is left to be live at the end");
        }
    }

    /** Threads of both kinds where the JDK has both. */
    private static Thread start(boolean virtual, Runnable work) throws ReflectiveOperationException {
        if (virtual && Runtime.version().feature() >= 21) {
            return (Thread)
                    Thread.class.getMethod("startVirtualThread", Runnable.class).invoke(null, work);
        }
        Thread thread = new Thread(work);
        thread.start();
        return thread;
    }

    private void work(Random random, int operations) {
        for (int i = 0; i < operations; i++) {
            Held taken = random.nextInt(100) < 52 ? null : take(random);
            if (taken == null) {
                add(random, random.nextInt(25) == 0);
            } else {
                remove(taken);
            }
            if (random.nextInt(200) == 0) {
                LockSupport.parkNanos(1_000_000);
            }
        }
    }

    /** @param isDropped whether the object is garbage at once */
    private void add(Random random, boolean isDropped) {
        Profile profile = profiles.get(random.nextInt(profiles.size()));
        AddingSite site = AddingSite.all().get(random.nextInt(AddingSite.all().size()));
        String label = LABELS[random.nextInt(LABELS.length)];
        long weight = profile.name().equals("stress.Bytes") ? random.nextInt(1 << 20) - 1000 : 0;
        Object value = random.nextBoolean() ? new Object() : new byte[random.nextInt(3)];
        Object member = site.addTo(profile, value, weight, label);
        String key =
                Books.key(profile.name(), site.top, label, member.getClass().getTypeName());
        note(new Held(profile, member, key, weight), isDropped);
    }

    private void note(Held added, boolean isDropped) {
        synchronized (held) {
            if (!isDropped) {
                held.add(added);
            }
            long[] sum = books.computeIfAbsent(added.key, absent -> new long[2]);
            sum[0]++;
            sum[1] += added.weight;
        }
    }

    private Held take(Random random) {
        synchronized (held) {
            if (held.isEmpty() || (held.size() < most && random.nextInt(20) == 0)) {
                return null;
            }
            int index = random.nextInt(held.size());
            Held taken = held.get(index);
            held.set(index, held.get(held.size() - 1));
            held.remove(held.size() - 1);
            return taken;
        }
    }

    private void remove(Held taken) {
        if (taken.value instanceof Handle handle) {
            handle.close();
        } else if (!taken.profile.remove(taken.value)) {
            throw new AssertionError("not in the profile: " + taken);
        }
        synchronized (held) {
            long[] sum = books.get(taken.key);
            sum[0]--;
            sum[1] -= taken.weight;
        }
    }

    /** All other threads stand still. The clock of events and that of instants need not agree to the millisecond. */
    private void close(int round, int rounds, List<String> extras) {
        await(atWork);
        if (round % 3 == 1) {
            System.gc();
        }
        LockSupport.parkNanos(PAUSE_NANOS);
        Books.print(Instant.now(), books);
        LockSupport.parkNanos(PAUSE_NANOS);
        for (String extra : extras) {
            if (extra.equals("rotate")) {
                rotate();
            } else if (extra.startsWith("late=")) {
                if (round == 2) {
                    soon("jfrStart", "name=late");
                } else if (round == 4) {
                    soon("jfrStart", "name=other");
                } else if (round == 6) {
                    soon("jfrStop", "name=other", "filename=" + extra.substring(5) + ".other");
                }
            } else if (extra.contains("/") && round == rounds / 2) {
                Jcmd.run("jfrDump", "filename=" + Path.of(extra));
            }
        }
    }

    /** While the others are at work again. */
    private void soon(String operation, String... arguments) {
        atWork = new Thread(() -> {
            LockSupport.parkNanos(5_000_000);
            Jcmd.run(operation, arguments);
        });
        atWork.start();
    }

    private static void await(Thread thread) {
        try {
            if (thread != null) {
                thread.join();
            }
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
    }

    /** A recording that starts and stops begins a new chunk for the others too. */
    private static void rotate() {
        try (Recording recording = new Recording()) {
            recording.start();
        }
    }

    private static void await(CyclicBarrier barrier) {
        try {
            barrier.await();
        } catch (InterruptedException | BrokenBarrierException e) {
            throw new AssertionError(e);
        }
    }
}
