package dev.customprofiles.reader;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.customprofiles.Corpus;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Recordings that others made, against the totals that two other parsers agree about. */
class CorpusTest {
    @ParameterizedTest
    @CsvSource({
        "FastSlow_2024_01_16_180855.jfr.gz, 3, 1227, 1029, 19085",
        "nativemem.jfr.gz, 1, 146, 57, 828",
        "event-with-type-zero.jfr.gz, 3, 131275, 80994, 1430600",
        "jdk15.jfr, 2, 520, 3, 14",
        "jdk21.jfr, 1, 7880, 2914, 87089",
        "flight.jfr, 1, 9570, 786, 8730",
        "dd_AZ0slzMAAAC9.jfr, 2, 0, 0, 0",
        "goland-multichunk.jfr.gz, 6, 41298, 41050, 3596622",
        "object-allocation-sample.jfr.gz, 1, 20558, 12862, 223599",
        "dd-trace-java.jfr.gz, 1, 5910, 4100, 69934",
    })
    void totalsAreThoseOfOtherParsers(String file, int chunks, long events, long stacks, long frames) throws Exception {
        try (Recording recording = Recording.open(List.of(Corpus.file(file)))) {
            assertEquals(chunks, recording.chunks().size());
            assertEquals(new RecordingChecks.Totals(events, stacks, frames), RecordingChecks.readAll(recording));
            assertEquals(List.of(), recording.damage());
        }
    }

    @ParameterizedTest
    @CsvSource({"9u0.jfr, made by JDK 9 or 10 (format version 1.0)", "8u60.jfr, made by JDK 7 or 8 (format version 0.9)"
    })
    void olderFormatsAreRefusedByName(String file, String reason) {
        Path path = Corpus.file(file);
        CorruptRecordingException e =
                assertThrows(CorruptRecordingException.class, () -> Recording.open(List.of(path)));
        assertEquals(path + ": " + reason + ": not supported", e.getMessage());
    }

    @Test
    void twoJvmsInOneFileAreTold() throws Exception {
        try (Recording recording = Recording.open(List.of(Corpus.file("jdk15.jfr")))) {
            assertEquals(
                    List.of(0, 1), recording.chunks().stream().map(Chunk::jvm).toList());
        }
    }

    @Test
    void mallocsAndFreesOfAsyncProfilerAreRead() throws Exception {
        try (Recording recording = Recording.open(List.of(Corpus.file("nativemem.jfr.gz")))) {
            assertTrue(RecordingChecks.longs(recording, "profiler.Malloc", "size").stream()
                    .allMatch(size -> size > 0));
            assertTrue(
                    RecordingChecks.longs(recording, "profiler.Free", "address").size() > 10);
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "FastSlow_2024_01_16_180855.jfr.gz",
                "nativemem.jfr.gz",
                "event-with-type-zero.jfr.gz",
                "jdk15.jfr",
                "jdk21.jfr",
                "flight.jfr"
            })
    void everyValueIsReadAsMissionControlReadsIt(String file) throws Exception {
        assertTrue(MissionControl.compare(Corpus.file(file)) > 500);
    }
}
