package dev.customprofiles.replay;

import dev.customprofiles.CollectedGarbage;
import dev.customprofiles.Profile;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.locks.LockSupport;
import jdk.jfr.Recording;

/**
 * Switches an event off for a while, between two instants that are printed, and prints a third one after the next snapshot. The
 * arguments are the event, the setting, its value meanwhile and after, and the file to record into.
 */
final class Settings {

    private static final Profile PROFILE = Profile.create("settings.Open");
    private static final List<Object> HELD = new ArrayList<>();

    private Settings() {}

    public static void main(String[] arguments) throws Exception {
        String setting = "customprofiles." + arguments[0] + '#' + arguments[1];
        try (Recording recording = new Recording()) {
            recording.enable("jdk.ActiveSetting");
            recording.enable("jdk.DataLoss");
            recording.start();
            addAndRemove();
            say();
            recording.setSettings(with(recording, setting, arguments[2]));
            addAndRemove();
            PROFILE.add(new Object());
            CollectedGarbage.await();
            PROFILE.count();
            say();
            recording.setSettings(with(recording, setting, arguments[3]));
            addAndRemove();
            try (Recording rotating = new Recording()) {
                rotating.start();
            }
            say();
            recording.stop();
            recording.dump(Path.of(arguments[4]));
        }
    }

    private static Map<String, String> with(Recording recording, String setting, String value) {
        Map<String, String> settings = new HashMap<>(recording.getSettings());
        settings.put(setting, value);
        return settings;
    }

    /** Eight objects more, and three of them less. */
    private static void addAndRemove() {
        for (int i = 0; i < 8; i++) {
            Object value = new Object();
            HELD.add(value);
            PROFILE.add(value);
        }
        for (int i = 0; i < 3; i++) {
            PROFILE.remove(HELD.remove(HELD.size() - 1));
        }
    }

    private static void say() {
        LockSupport.parkNanos(20_000_000);
        System.out.println(Instant.now());
        LockSupport.parkNanos(20_000_000);
    }
}
