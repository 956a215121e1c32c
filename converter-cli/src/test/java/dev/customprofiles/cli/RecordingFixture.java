package dev.customprofiles.cli;

import dev.customprofiles.ChildJvm;
import dev.customprofiles.Profile;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.locks.LockSupport;
import jdk.jfr.Recording;

/** Recordings made with the recorder, each by a JVM of its own. */
final class RecordingFixture {

    /** What the recordings keep alive; the recorder does not. */
    private static final List<Object> HELD = new ArrayList<>();

    private RecordingFixture() {}

    /**
     * A recording in which two sites add 4 and 6 objects to each profile, and 3 of the 6 are removed.
     *
     * @return an instant after the last Add and before the first Remove
     */
    static Instant record(Path file, String... profiles) throws IOException, InterruptedException {
        List<Object> arguments = new ArrayList<>(List.of(file));
        arguments.addAll(List.of(profiles));
        List<String> output = ChildJvm.run(RecordingFixture.class, List.of(), arguments.toArray());
        return output.isEmpty() ? null : Instant.parse(output.get(output.size() - 1));
    }

    /** A recording without any event of ours. */
    static void recordNothing(Path file) throws IOException, InterruptedException {
        record(file);
    }

    /** Records into the first argument, with a profile for each of the others. */
    public static void main(String[] arguments) throws IOException, InterruptedException {
        try (Recording recording = new Recording()) {
            recording.enable("jdk.DataLoss");
            recording.enable("jdk.ActiveSetting");
            recording.start();
            // A thread of its own has a stack that JFR does not cut.
            Thread thread = new Thread(
                    () -> {
                        for (String name : List.of(arguments).subList(1, arguments.length)) {
                            System.out.println(leak(Profile.create(name)));
                        }
                    },
                    "opener");
            thread.start();
            thread.join();
            recording.stop();
            recording.dump(Path.of(arguments[0]));
        }
    }

    private static Instant leak(Profile profile) {
        List<Object> added = new ArrayList<>();
        for (int i = 0; i < 4; i++) {
            added.add(open(profile));
        }
        for (int i = 0; i < 6; i++) {
            added.add(connect(profile));
        }
        HELD.addAll(added);
        pause();
        Instant full = Instant.now();
        pause();
        added.subList(4, 7).forEach(profile::remove);
        pause();
        return full;
    }

    private static void pause() {
        LockSupport.parkNanos(20_000_000);
    }

    private static Object open(Profile profile) {
        Object value = new Object();
        profile.add(value);
        return value;
    }

    private static Object connect(Profile profile) {
        Object value = new Object();
        profile.add(value);
        return value;
    }
}
