package dev.customprofiles.replay;

import dev.customprofiles.Profile;
import java.io.IOException;
import java.lang.ref.WeakReference;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import jdk.jfr.Recording;

/**
 * Writes what {@link WireFormatsTest} reads, with whatever recorder is on the class path: a recording of each wire format is kept
 * in the test's resources. The argument is the file.
 */
final class WireProgram {

    private static final List<Object> HELD = new ArrayList<>();

    private WireProgram() {}

    public static void main(String[] arguments) throws IOException {
        Profile profile = Profile.builder("wire.Open").unit("bytes").create();
        for (int i = 0; i < 5; i++) {
            open(profile, "old");
        }
        for (int i = 0; i < 3; i++) {
            HELD.add(profile.track());
        }
        try (Recording recording = new Recording()) {
            recording.enable("jdk.ActiveSetting");
            recording.enable("jdk.DataLoss");
            recording.start();
            open(profile, "new");
            open(profile, "new");
            profile.remove(HELD.get(0));
            WeakReference<?> dropped = drop(profile);
            while (dropped.get() != null) {
                System.gc();
            }
            for (int i = 0; i < 100; i++) { // the reference is enqueued a little later
                System.gc();
                profile.count();
            }
            try (Recording rotating = new Recording()) {
                rotating.start();
            }
            open(profile, "newest");
            recording.stop();
            recording.dump(Path.of(arguments[0]));
        }
    }

    private static void open(Profile profile, String label) {
        Object value = new Object();
        HELD.add(value);
        profile.add(value, 0, 100, label);
    }

    private static WeakReference<?> drop(Profile profile) {
        Object value = new StringBuilder();
        profile.add(value, 0, 7, null);
        return new WeakReference<>(value);
    }
}
