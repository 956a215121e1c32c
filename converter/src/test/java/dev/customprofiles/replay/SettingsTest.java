package dev.customprofiles.replay;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.customprofiles.ChildJvm;
import dev.customprofiles.live.History;
import dev.customprofiles.live.LeftOut;
import dev.customprofiles.live.Question;
import dev.customprofiles.live.Site;
import dev.customprofiles.pair.EventPair;
import dev.customprofiles.pair.PairReplay;
import dev.customprofiles.reader.Recording;
import dev.customprofiles.writer.LossText;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Settings of a recording that keep the recorder's events out. */
class SettingsTest {

    @TempDir
    private Path folder;

    /**
     * @param live how many objects the recording shows at the instant in the middle: 5 and 6 there were
     */
    @ParameterizedTest
    @CsvSource({
        "Remove, enabled, false, true, 14, objects removed then are counted as live",
        "Remove, threshold, 20 ms, 0 ns, 14, objects removed then are counted as live",
        "Add, enabled, false, true, 5, objects added then are missing",
        "Add, threshold, 1 s, 0 ns, 5, objects added then are missing",
        "Collected, enabled, false, true, 11, objects collected then are counted as reachable",
    })
    void eventsThatAreLeftOutForAWhileAreReportedWhereTheyMatter(
            String event, String setting, String off, String on, long live, String consequence) throws Exception {
        Path file = folder.resolve("settings.jfr");
        List<Long> instants = ChildJvm.run(Settings.class, List.of(), event, setting, off, on, file).stream()
                .map(line -> Answers.nanos(Instant.parse(line)))
                .toList();
        try (Recording recording = Recording.open(List.of(file))) {
            History before = at(recording, instants.get(0));
            assertEquals(5, count(before));
            assertEquals(List.of(), before.losses().leftOut());

            History meanwhile = at(recording, instants.get(1));
            assertEquals(live, count(meanwhile));
            assertTrue(meanwhile.losses().incomplete());
            LeftOut leftOut = meanwhile.losses().leftOut().get(0);
            assertEquals(1, meanwhile.losses().leftOut().size());
            assertEquals("customprofiles." + event, leftOut.event());
            assertEquals(setting + "=" + off, leftOut.setting());
            assertTrue(leftOut.fromNanos() > instants.get(0) && leftOut.fromNanos() < instants.get(1));
            assertTrue(leftOut.toNanos() > instants.get(1) && leftOut.toNanos() < instants.get(2));
            String warnings = String.join("\n", LossText.warnings(meanwhile.losses()));
            assertTrue(warnings.contains(consequence), warnings);

            History after = at(recording, instants.get(2));
            assertEquals(16, count(after));
            assertEquals(1, after.profiles().get(0).at(0).where(Site::collected).count());
            assertEquals(List.of(), after.losses().leftOut(), "the snapshot knows");
        }
    }

    @Test
    void aPairWhoseClosingEventWasSwitchedOffSaysSo() throws Exception {
        Path file = folder.resolve("pair.jfr");
        List<Long> instants =
                ChildJvm.run(Settings.class, List.of(), "Remove", "enabled", "false", "true", file).stream()
                        .map(line -> Answers.nanos(Instant.parse(line)))
                        .toList();
        EventPair pair = new EventPair("customprofiles.Add", "customprofiles.Remove", "id", null, null);
        try (Recording recording = Recording.open(List.of(file))) {
            History before = PairReplay.run(recording, pair, Question.liveSet(null, instants.get(0)));
            assertEquals(5, count(before));
            assertEquals(List.of(), before.losses().leftOut());
            History meanwhile = PairReplay.run(recording, pair, Question.liveSet(null, instants.get(1)));
            assertEquals(14, count(meanwhile));
            assertEquals(
                    List.of("customprofiles.Remove"),
                    meanwhile.losses().leftOut().stream().map(LeftOut::event).toList());
        }
    }

    private static History at(Recording recording, long nanos) throws Exception {
        return Answers.at(recording, nanos, Question.From.LAST_SNAPSHOT);
    }

    private static long count(History history) {
        return history.profiles().get(0).at(0).count();
    }
}
