package dev.customprofiles.cli;

import dev.customprofiles.CollectedGarbage;
import dev.customprofiles.Profile;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.locks.LockSupport;
import jdk.jfr.Recording;

/**
 * A program whose objects leave a weak profile in both ways, with a recording of it in the first argument. It prints an instant
 * at which 9 entries are live: 5 of {@code page}, labelled even and odd, of 10 bytes each, and 4 of {@code image} of 1,000 bytes.
 * Until the end, of the pages 2 are removed and one is collected, of the images 3 are collected, and 2 pages and 3 images come
 * and go. One image comes and stays. Before the instant one of each left in each way. Chunks end in between.
 */
final class Evictions {

    static final String CACHE = "web.Cache";

    private static final Profile ENTRIES =
            Profile.builder(CACHE).unit("bytes").weak().create();
    private static final List<Object> HELD = new ArrayList<>();

    private Evictions() {}

    public static void main(String[] arguments) throws Exception {
        try (Recording recording = new Recording()) {
            recording.enable("jdk.DataLoss");
            recording.enable("jdk.ActiveSetting");
            recording.start();
            Thread thread = new Thread(Evictions::fill, "filler");
            thread.start();
            thread.join();
            recording.stop();
            recording.dump(Path.of(arguments[0]));
        }
        if (ENTRIES.count() != 4) {
            throw new AssertionError(ENTRIES.count());
        }
    }

    private static void fill() {
        page(0);
        image();
        ENTRIES.remove(HELD.remove(0));
        ENTRIES.remove(HELD.remove(0));
        page(0);
        image();
        collect(2);
        for (int i = 0; i < 5; i++) {
            page(i);
        }
        for (int i = 0; i < 4; i++) {
            image();
        }
        pause();
        System.out.println(Instant.now());
        pause();
        page(0);
        page(1);
        ENTRIES.remove(HELD.remove(10));
        ENTRIES.remove(HELD.remove(9));
        rotate();
        ENTRIES.remove(HELD.remove(0));
        ENTRIES.remove(HELD.remove(0));
        for (int i = 0; i < 3; i++) {
            image();
        }
        // Without the pages that were removed, the third to fifth come first, then the images.
        List<Object> stay = List.of(HELD.get(0), HELD.get(1), HELD.get(3));
        collect(HELD.size(), stay);
        rotate();
        image();
        pause();
    }

    /** Makes the first values unreachable and waits until the recorder knows. */
    private static void collect(int first) {
        collect(first, List.of());
    }

    private static void collect(int first, List<Object> stay) {
        HELD.subList(0, first).clear();
        HELD.addAll(stay);
        try {
            CollectedGarbage.await();
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
        ENTRIES.remove(new Object()); // a call that notices what was collected
    }

    private static void rotate() {
        try (Recording other = new Recording()) {
            other.start();
        }
    }

    private static void pause() {
        LockSupport.parkNanos(20_000_000);
    }

    private static void page(int number) {
        add(new Object(), 10, number % 2 == 0 ? "even" : "odd");
    }

    private static void image() {
        add(new Object(), 1000, "image");
    }

    private static void add(Object value, int weight, String label) {
        HELD.add(value);
        ENTRIES.add(value, 1, weight, label);
    }
}
