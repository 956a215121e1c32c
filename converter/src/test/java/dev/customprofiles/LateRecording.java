package dev.customprofiles;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import jdk.jfr.Recording;

/**
 * A program that leaks before it is recorded: 5 objects of 100 bytes from one site, 3 handles from another. The
 * recording into the first argument then sees 2 more objects of the first site's method, the removal of an old one, and
 * an object that the collector takes.
 */
public final class LateRecording {

    private static final Profile LEASES =
            Profile.builder("late.Lease").unit("bytes").create();
    private static final List<Object> HELD = new ArrayList<>();

    private LateRecording() {}

    public static void main(String[] arguments) throws Exception {
        Thread thread = new Thread(() -> record(Path.of(arguments[0])), "leaker");
        thread.start();
        thread.join();
    }

    private static void record(Path file) {
        for (int i = 0; i < 5; i++) {
            lease("old");
        }
        for (int i = 0; i < 3; i++) {
            HELD.add(LEASES.track());
        }
        try (Recording recording = new Recording()) {
            recording.enable("jdk.DataLoss");
            recording.enable("jdk.ActiveSetting");
            recording.start();
            for (int i = 0; i < 2; i++) {
                lease("new");
            }
            LEASES.remove(HELD.get(0));
            drop();
            CollectedGarbage.await();
            if (LEASES.count() != 10) {
                throw new AssertionError("only closing ends a lease");
            }
            recording.stop();
            recording.dump(file);
        } catch (java.io.IOException | InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    private static void lease(String label) {
        Object lease = new Object();
        HELD.add(lease);
        LEASES.add(lease, 0, 100, label);
    }

    private static void drop() {
        LEASES.add(new StringBuilder(), 0, 7, null);
    }
}
