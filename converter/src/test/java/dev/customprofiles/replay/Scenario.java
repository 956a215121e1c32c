package dev.customprofiles.replay;

import dev.customprofiles.CollectedGarbage;
import dev.customprofiles.Handle;
import dev.customprofiles.Profile;
import dev.customprofiles.live.HiddenClass;
import java.lang.ref.WeakReference;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import jdk.jfr.Recording;

/** Programs that do one thing each and keep books. The first argument names it. */
public final class Scenario {

    private record Held(Profile profile, Object value, String key, long weight) {}

    private final Map<String, long[]> books = new HashMap<>();
    private final List<Held> held = new ArrayList<>();

    private Scenario() {}

    /** Runs the program of that name. */
    public static void main(String[] arguments) throws Exception {
        Scenario scenario = new Scenario();
        switch (arguments[0]) {
            case "churn" -> scenario.churn();
            case "labels" -> scenario.labels(Integer.parseInt(arguments[1]));
            case "oddLabels" -> scenario.oddLabels();
            case "hugeLabels" -> scenario.hugeLabels();
            case "hugeWeights" -> scenario.hugeWeights();
            case "values" -> scenario.values();
            case "profiles" -> scenario.profiles(Integer.parseInt(arguments[1]));
            case "lateStart" -> scenario.lateStart(Path.of(arguments[1]));
            case "restart" -> scenario.restart(Path.of(arguments[1]), Path.of(arguments[2]));
            case "births" -> scenario.births();
            case "many" -> scenario.many(Integer.parseInt(arguments[1]));
            case "hammer" -> scenario.hammer();
            case "collected" -> scenario.collected();
            case "unloading" -> scenario.unloading();
            case "untilKilled" -> scenario.untilKilled();
            default -> throw new IllegalArgumentException(arguments[0]);
        }
        if (scenario.held.size() > 1 << 24) {
            throw new AssertionError("what is live must be held until here");
        }
    }

    private void churn() {
        Profile profile = Profile.create("scenario.Churn");
        Random random = new Random(3);
        for (int round = 0; round < 8; round++) {
            for (AddingSite site : AddingSite.all()) {
                for (int i = 0; i < 5; i++) {
                    add(profile, site, new Object(), round * 10L, i % 2 == 0 ? "even" : null);
                }
            }
            for (int i = 0; i < 40; i++) {
                remove(random.nextInt(held.size()));
            }
            note();
            rotate();
        }
    }

    /** A label for each object: more sites than a snapshot writes, or than the recorder keeps. */
    private void labels(int number) {
        Profile profile = Profile.create("scenario.Labels");
        for (int round = 0; round < 4; round++) {
            for (int i = 0; i < number / 4; i++) {
                add(profile, AddingSite.DIRECT, new Object(), 0, "label " + round + ' ' + i);
            }
            for (int i = 0; i < number / 10; i++) {
                remove((i * 7919) % held.size());
            }
            rotate();
        }
        note();
    }

    private void oddLabels() {
        Profile profile = Profile.create("scenario.Odd");
        for (String label : List.of(
                "\u0000\u0001",
                "\ud83c\udf31",
                "x".repeat(127),
                "y".repeat(128),
                "\u7dd1".repeat(129),
                "tab? no",
                " ")) {
            add(profile, AddingSite.DIRECT, new Object(), Long.MAX_VALUE / 100, label);
        }
        note();
        rotate();
        note();
    }

    private void hugeLabels() {
        Profile profile = Profile.create("scenario.Huge");
        for (int length : new int[] {1_000, 10_000, 70_000, 1_000_000}) {
            add(profile, AddingSite.DIRECT, new Object(), length, "x".repeat(length));
            add(profile, AddingSite.DIRECT, new Object(), length, "\u7dd1".repeat(length));
        }
        note();
        rotate();
        note();
        for (int i = 0; i < 4; i++) {
            remove(0);
        }
        rotate();
        note();
    }

    /** Weights that do not fit a long together; two objects of each site are removed again. */
    private void hugeWeights() {
        Profile profile = Profile.builder("scenario.Weights").unit("bytes").create();
        for (int i = 0; i < 5; i++) {
            add(profile, AddingSite.DIRECT, new Object(), Long.MAX_VALUE, null);
        }
        rotate();
        for (int i = 0; i < 5; i++) {
            add(profile, AddingSite.LAMBDA, new Object(), Long.MIN_VALUE, null);
        }
        pause(20);
        System.out.println(Instant.now());
        pause(20);
    }

    /** Objects of classes whose names are written in more than one way. */
    private void values() {
        Profile profile = Profile.create("scenario.Values");
        Runnable lambda = () -> note();
        Object anonymous = new Object() {};
        for (Object value : new Object[] {
            lambda, anonymous, new int[1][1], new String[1], new long[1], new Map.Entry<?, ?>[1][1][1], int.class
        }) {
            add(profile, AddingSite.DIRECT, value, 0, null);
        }
        rotate();
        note();
    }

    private void profiles(int number) {
        for (int i = 0; i < number; i++) {
            add(Profile.create("scenario.Number" + i), AddingSite.DIRECT, new Object(), 0, null);
        }
        rotate();
        note();
    }

    /** Objects are added before a recording is started. */
    private void lateStart(Path file) {
        Profile profile = Profile.create("scenario.Late");
        for (int i = 0; i < 300; i++) {
            for (AddingSite site : AddingSite.all()) {
                add(profile, site, new Object(), i, null);
            }
        }
        Jcmd.run("jfrStart", "name=late");
        note();
        for (int i = 0; i < 100; i++) {
            remove(i * 3);
            add(profile, AddingSite.STREAM, new Object(), 1, "late");
        }
        note();
        Jcmd.run("jfrStop", "name=late", "filename=" + file);
    }

    private void restart(Path first, Path second) {
        Profile profile = Profile.create("scenario.Restart");
        for (Path file : List.of(first, second)) {
            Jcmd.run("jfrStart", "name=a");
            fill(profile);
            note();
            Jcmd.run("jfrStart", "name=overlapping");
            fill(profile);
            note();
            Jcmd.run("jfrStop", "name=overlapping", "filename=" + file + ".overlapping");
            fill(profile);
            note();
            Jcmd.run("jfrStop", "name=a", "filename=" + file);
            fill(profile); // not recorded
        }
    }

    private void fill(Profile profile) {
        for (int i = 0; i < 20; i++) {
            AddingSite.all().forEach(site -> add(profile, site, new Object(), 0, null));
            remove((i * 31) % held.size());
        }
    }

    /** Profiles are made, and used at once, while one snapshot follows the other. */
    private void births() throws InterruptedException {
        AtomicBoolean done = new AtomicBoolean();
        Thread rotating = new Thread(() -> {
            while (!done.get()) {
                rotate();
            }
        });
        rotating.start();
        List<Thread> threads = new ArrayList<>();
        AtomicInteger number = new AtomicInteger();
        for (int t = 0; t < 2; t++) {
            Thread thread = new Thread(() -> {
                for (int i = 0; i < 300; i++) {
                    String name = "scenario.Born" + number.incrementAndGet();
                    Profile profile = Profile.create(name);
                    for (int k = 0; k < 4; k++) {
                        add(profile, AddingSite.DIRECT, new Object(), 0, null);
                    }
                    Object gone = new Object();
                    profile.add(gone);
                    profile.remove(gone);
                }
            });
            threads.add(thread);
            thread.start();
        }
        for (Thread thread : threads) {
            thread.join();
        }
        done.set(true);
        rotating.join();
        note();
        rotate();
        note();
    }

    private void many(int number) {
        Profile profile = Profile.builder("scenario.Many").unit("bytes").create();
        for (int i = 0; i < number; i++) {
            add(profile, AddingSite.all().get(i % 3), new Object(), i, i % 5 == 0 ? "fifth" : null);
        }
        for (int round = 0; round < 4; round++) {
            for (int i = 0; i < 2000; i++) {
                remove((i * 7919 + round) % held.size());
                add(profile, AddingSite.LAMBDA, new Object(), i, null);
            }
            note();
            rotate();
        }
        note();
    }

    /** More events than the buffers take, then quiet, then more that fit. */
    private void hammer() throws InterruptedException {
        Profile profile = Profile.create("scenario.Hammer");
        fill(profile);
        rotate();
        List<Thread> threads = new ArrayList<>();
        for (int t = 0; t < 4; t++) {
            Thread thread = new Thread(() -> {
                for (int i = 0; i < 60_000; i++) {
                    Object value = new Object();
                    profile.add(value, 0, 0, "hammer");
                    profile.remove(value);
                    if (i % 1000 == 0) {
                        add(profile, AddingSite.DIRECT, new Object(), 0, null);
                    }
                }
            });
            threads.add(thread);
            thread.start();
        }
        for (Thread thread : threads) {
            thread.join();
        }
        pause(1_500);
        rotate();
        fill(profile);
        note();
        rotate();
        note();
    }

    /** Drops objects that it did not remove, some while threads add and remove, and others are added for ever. */
    private void collected() throws InterruptedException {
        Profile profile = Profile.create("scenario.Collected");
        Profile weak = Profile.builder("scenario.Weak").weak().create();
        AtomicInteger dropped = new AtomicInteger();
        List<Thread> threads = new ArrayList<>();
        for (int t = 0; t < 3; t++) {
            Thread thread = new Thread(() -> {
                for (int i = 0; i < 4000; i++) {
                    drop(profile, AddingSite.DIRECT, new byte[100]);
                    drop(profile, AddingSite.TRACKED, null);
                    weak.add(new byte[100]);
                    dropped.addAndGet(2);
                    if (i % 80 == 0) {
                        add(profile, AddingSite.DIRECT, new Object(), 0, null);
                        Object removed = new Object();
                        profile.add(removed);
                        System.gc();
                        profile.remove(removed);
                    }
                }
            });
            threads.add(thread);
            thread.start();
        }
        for (Thread thread : threads) {
            thread.join();
        }
        note();
        rotate();
        note();
        CollectedGarbage.await();
        if (weak.count() != 0 || profile.count() != held.size() + dropped.get()) {
            throw new AssertionError(profile.count() + " and " + weak.count());
        }
        System.out.println("DROPPED " + dropped);
        note();
        rotate();
        note();
    }

    /** Classes that add in their initialiser, or hold what they added, must be able to go. */
    private void unloading() throws Exception {
        Profile profile = Profile.builder("scenario.Unloading").weak().create();
        List<WeakReference<ClassLoader>> loaders = new ArrayList<>();
        for (boolean holding : new boolean[] {false, true}) {
            for (int i = 0; i < 10; i++) {
                loaders.add(loadAndForget(profile, holding));
            }
        }
        await("objects nobody holds", () -> profile.count() <= 10);
        await("their loaders", () -> gone(loaders) >= 10);
        for (int i = 0; i < 3_000; i++) { // more than there are captures waiting at most
            profile.remove(held(profile));
        }
        await("loaders whose classes hold what they added", () -> profile.count() == 0 && gone(loaders) == 20);
    }

    private static Object held(Profile profile) {
        Object value = new Object();
        profile.add(value);
        return value;
    }

    private static long gone(List<WeakReference<ClassLoader>> loaders) {
        return loaders.stream().filter(loader -> loader.get() == null).count();
    }

    private static WeakReference<ClassLoader> loadAndForget(Profile profile, boolean holding) throws Exception {
        URL[] classPath = {Scenario.class.getProtectionDomain().getCodeSource().getLocation()};
        URLClassLoader loader = new URLClassLoader(classPath, Scenario.class.getClassLoader()) {
            @Override
            public Class<?> loadClass(String name) throws ClassNotFoundException {
                return name.equals(Throwaway.class.getName()) ? findClass(name) : super.loadClass(name);
            }
        };
        Class.forName(Throwaway.class.getName(), true, loader)
                .getMethod("add", Profile.class, boolean.class)
                .invoke(null, profile, holding);
        return new WeakReference<>(loader);
    }

    private static void await(String what, BooleanSupplier condition) {
        long end = System.nanoTime() + 20_000_000_000L;
        while (!condition.getAsBoolean()) {
            if (System.nanoTime() > end) {
                throw new AssertionError("did not go: " + what);
            }
            System.gc();
            pause(10);
        }
    }

    /** Prints each step before the next, so that the test that kills it knows what is written. */
    private void untilKilled() {
        Profile profile = Profile.create("scenario.Killed");
        while (true) {
            fill(profile);
            if (held.size() > 1_000) {
                for (int i = 0; i < 500; i++) {
                    remove(i);
                }
            }
            note();
            pause(100);
        }
    }

    /** Adds an object that is garbage at once. */
    private void drop(Profile profile, AddingSite site, Object value) {
        Object member = site.addTo(profile, value, 7, null);
        String key = Books.key(profile.name(), site.top, null, member.getClass().getTypeName());
        synchronized (held) {
            long[] sum = books.computeIfAbsent(key, absent -> new long[2]);
            sum[0]++;
            sum[1] += 7;
        }
    }

    private void add(Profile profile, AddingSite site, Object value, long weight, String label) {
        Object member = site.addTo(profile, value, weight, label);
        String key = Books.key(
                profile.name(),
                site.top,
                label,
                HiddenClass.withoutAddress(member.getClass().getTypeName()));
        synchronized (held) {
            held.add(new Held(profile, member, key, weight));
            long[] sum = books.computeIfAbsent(key, absent -> new long[2]);
            sum[0]++;
            sum[1] += weight;
        }
    }

    private void remove(int index) {
        Held taken = held.get(index);
        held.set(index, held.get(held.size() - 1));
        held.remove(held.size() - 1);
        if (taken.value instanceof Handle handle) {
            handle.close();
        } else if (!taken.profile.remove(taken.value)) {
            throw new AssertionError("not in the profile: " + taken);
        }
        long[] sum = books.get(taken.key);
        sum[0]--;
        sum[1] -= taken.weight;
    }

    private void note() {
        pause(20);
        Books.print(Instant.now(), books);
        pause(20);
    }

    private static void rotate() {
        try (Recording recording = new Recording()) {
            recording.start();
        }
    }

    private static void pause(int millis) {
        LockSupport.parkNanos(millis * 1_000_000L);
    }
}
