package dev.customprofiles.replay;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.customprofiles.live.History;
import dev.customprofiles.live.Question;
import dev.customprofiles.live.Site;
import dev.customprofiles.live.Timeline;
import dev.customprofiles.reader.Recording;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Recordings that recorders of earlier versions wrote, by {@link WireProgram}, stay readable. */
class WireFormatsTest {

    private static final Map<String, String> OPENED = Map.of(
            "wire.Open|open|old|java.lang.Object", "4/400",
            "wire.Open|open|new|java.lang.Object", "2/200",
            "wire.Open|open|newest|java.lang.Object", "1/100",
            "wire.Open|main||dev.customprofiles.Handle", "3/0");

    @TempDir
    private Path folder;

    /** Before 0.1.0: a collected object leaves its profile, and only one recorder in a JVM is known. */
    @Test
    void theFormatBeforeTheFirstRelease() throws Exception {
        Timeline profile = read("wire-0.jfr.gz", new TreeMap<>(OPENED));
        assertEquals(
                List.of(4L, 1L, 1L),
                List.of(
                        profile.churn().added(),
                        profile.churn().removed(),
                        profile.churn().collected()));
        assertEquals(true, profile.weak());
        assertEquals(0, profile.at(0).where(Site::collected).count());
    }

    @Test
    void theFormatOfTheFirstRelease() throws Exception {
        Map<String, String> live = new TreeMap<>(OPENED);
        live.put("wire.Open|drop||java.lang.StringBuilder", "1/7");
        Timeline profile = read("wire-1.jfr.gz", live);
        assertEquals(
                List.of(4L, 1L, 1L),
                List.of(
                        profile.churn().added(),
                        profile.churn().removed(),
                        profile.churn().collected()));
        assertEquals(false, profile.weak());
        assertEquals(1, profile.at(0).where(Site::collected).count());
    }

    private Timeline read(String name, Map<String, String> live) throws Exception {
        Path file = folder.resolve(name);
        try (InputStream resource = WireFormatsTest.class.getResourceAsStream(name)) {
            Files.copy(resource, file);
        }
        try (Recording recording = Recording.open(List.of(file))) {
            for (Question.From from : Question.From.values()) {
                Differences.assertSame(live, Answers.byMethod(Answers.at(recording, Question.END, from)), name + from);
            }
            History history = Replay.run(recording, Question.everything());
            assertEquals(List.of(), history.losses().damage());
            assertEquals(List.of(), history.losses().drifts());
            assertEquals(0, history.losses().orphans());
            return history.profile("wire.Open").orElseThrow();
        }
    }
}
