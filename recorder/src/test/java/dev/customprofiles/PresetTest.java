package dev.customprofiles;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import jdk.jfr.Recording;
import jdk.jfr.consumer.RecordedEvent;
import jdk.jfr.consumer.RecordingFile;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The settings for JFR that record custom profiles only. */
class PresetTest {

    @TempDir
    private Path folder;

    @Test
    void thePresetRecordsCustomProfilesAndWhatSaysHowFarToTrustThemAndNothingElse() throws Exception {
        Path file = folder.resolve("preset.jfr");
        Path preset = RecorderCopy.folder(Profile.class).resolve("dev/customprofiles/customprofiles.jfc");
        ChildJvm.run(
                Leaking.class,
                List.of("-Xlog:all=error", "-XX:StartFlightRecording:settings=" + preset + ",filename=" + file));
        List<RecordedEvent> adds = new ArrayList<>();
        Set<String> types = new TreeSet<>();
        for (RecordedEvent event : RecordingFile.readAllEvents(file)) {
            types.add(event.getEventType().getName());
            if (event.getEventType().getName().equals("customprofiles.Add")) {
                adds.add(event);
            }
        }
        assertEquals(
                Set.of(
                        "customprofiles.Add",
                        "customprofiles.Frame",
                        "customprofiles.LiveSite",
                        "customprofiles.Remove",
                        "customprofiles.Snapshot",
                        "jdk.ActiveRecording",
                        "jdk.ActiveSetting",
                        "jdk.JVMInformation"),
                types);
        assertEquals(10, adds.size());
        for (RecordedEvent add : adds) {
            assertTrue(add.getStackTrace().getFrames().toString().contains("main"));
        }
    }

    /** Adds, removes, and begins a chunk in between. */
    static final class Leaking {

        private Leaking() {}

        /** Takes no arguments. */
        public static void main(String[] arguments) {
            Profile profile = Profile.create("preset.Open");
            List<Object> open = new ArrayList<>();
            for (int i = 0; i < 10; i++) {
                open.add(new Object());
                profile.add(open.get(i));
            }
            try (Recording next = new Recording()) {
                next.start(); // a chunk begins
                open.forEach(profile::remove);
            }
        }
    }
}
