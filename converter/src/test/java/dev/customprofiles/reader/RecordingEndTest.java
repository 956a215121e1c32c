package dev.customprofiles.reader;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.customprofiles.Corpus;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A recording ends with its last event, regardless of its headers. */
class RecordingEndTest {
    private static final long SECOND = 1_000_000_000;
    private static final long START = ChunkBuilder.START_NANOS;

    @TempDir
    Path folder;

    /** A second of a JVM's life, with an event without a duration and two with one, in both places that it can have. */
    private static ChunkBuilder chunk(int second) {
        ChunkBuilder chunk = new ChunkBuilder();
        chunk.startNanos = START + second * SECOND;
        chunk.startTicks = ChunkBuilder.START_TICKS + second * SECOND;
        chunk.type("jdk.jfr.Timespan", "java.lang.annotation.Annotation");
        chunk.type("tiny.Instant", "jdk.jfr.Event", "startTime:long");
        chunk.type("tiny.Timed", "jdk.jfr.Event", "startTime:long", "duration:long@jdk.jfr.Timespan=TICKS");
        chunk.type("tiny.Late", "jdk.jfr.Event", "startTime:long", "id:long", "duration:long@jdk.jfr.Timespan=TICKS");
        chunk.type(1, "tiny.One", "jdk.jfr.Event", "startTime:long");
        chunk.type(20_000, "tiny.Far", "jdk.jfr.Event", "startTime:long");
        return chunk.metadata().checkpoint();
    }

    private static Encoder at(double second) {
        return new Encoder().number(ticks(second));
    }

    private static long ticks(double second) {
        return ChunkBuilder.START_TICKS + Math.round(second * SECOND);
    }

    private double end(ChunkBuilder... chunks) throws Exception {
        byte[][] parts =
                Stream.of(chunks).map(chunk -> chunk.checkpoint().build()).toArray(byte[][]::new);
        return end(RecordingChecks.write(folder.resolve("end.jfr"), parts));
    }

    private static double end(Path file) throws Exception {
        try (Recording recording = Recording.open(List.of(file))) {
            double end = (recording.endNanos() - START) / 1e9;
            assertEquals(List.of(), recording.damage());
            return end;
        }
    }

    @Test
    void withoutLateEventsItIsTheEndThatTheHeaderNames() throws Exception {
        assertEquals(1, end(chunk(0)));
        assertEquals(1, end(chunk(0).write("tiny.Instant", at(0.5)).write("tiny.Timed", at(0.5).number(SECOND / 4))));
    }

    @Test
    void anEventBehindTheEndOfTheHeaderCounts() throws Exception {
        assertEquals(1.25, end(chunk(0).write("tiny.Instant", at(1.25)).write("tiny.Instant", at(0.5))));
        assertEquals(1.25, end(chunk(0).write("tiny.One", at(1.25))));
        assertEquals(1.25, end(chunk(0).write("tiny.Far", at(1.25))));
    }

    @Test
    void anEventWithADurationCountsUntilItIsOver() throws Exception {
        assertEquals(1.5, end(chunk(0).write("tiny.Timed", at(0.5).number(SECOND))));
        assertEquals(1.5, end(chunk(0).write("tiny.Late", at(0.5).number(1).number(SECOND))));
    }

    @Test
    void aDurationThatCannotBeIsNone() throws Exception {
        for (long duration : new long[] {-1, Long.MIN_VALUE, Long.MAX_VALUE}) {
            assertEquals(1.25, end(chunk(0).write("tiny.Timed", at(1.25).number(duration))));
            assertEquals(
                    1.25, end(chunk(0).write("tiny.Late", at(1.25).number(1).number(duration))));
        }
    }

    @Test
    void theLastEventMayBeInAnEarlierChunk() throws Exception {
        assertEquals(3.25, end(chunk(0), chunk(1).write("tiny.Instant", at(3.25)), chunk(2)));
        assertEquals(3.25, end(chunk(0), chunk(1).write("tiny.Timed", at(1.25).number(2 * SECOND)), chunk(2)));
    }

    @Test
    void theLastEventMayBeOfAJvmThatOthersOutlivedByTheirHeaders() throws Exception {
        ChunkBuilder other = chunk(0);
        other.startTicks += 1000 * SECOND;
        other.startNanos += SECOND / 2;
        other.write("tiny.Instant", at(1000.1));
        assertEquals(1.75, end(chunk(0).write("tiny.Instant", at(1.75)), other));
    }

    @Test
    void aLargeEventInFrontOfTheLastOneIsPassedOver() throws Exception {
        ChunkBuilder chunk = chunk(0);
        chunk.event("tiny.Text", "text:java.lang.String");
        chunk.write(999, at(0.5).latin1("x".repeat(1 << 20)));
        assertEquals(1.25, end(chunk.write("tiny.Instant", at(1.25))));
    }

    @Test
    void aChunkThatWasCutEndsWithTheLastEventThatIsLeft() throws Exception {
        ChunkBuilder chunk = chunk(0).write("tiny.Timed", at(0.25).number(SECOND / 2));
        long cut = chunk.write("tiny.Instant", at(0.3)).position();
        byte[] whole = chunk.write("tiny.Instant", at(0.9)).checkpoint().build();
        Path file = RecordingChecks.write(folder.resolve("cut.jfr"), Arrays.copyOf(whole, (int) cut + 1));
        try (Recording recording = Recording.open(List.of(file))) {
            assertEquals(0.75, (recording.endNanos() - START) / 1e9);
            assertEquals(1, recording.damage().size(), recording.damage().toString());
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "object-allocation-sample.jfr.gz",
                "dd-trace-java.jfr.gz",
                "event-with-type-zero.jfr.gz",
                "goland-multichunk.jfr.gz",
                "FastSlow_2024_01_16_180855.jfr.gz",
                "jdk15.jfr",
                "jdk21.jfr",
                "flight.jfr"
            })
    void noEventOfARealRecordingIsLater(String file) throws Exception {
        try (Recording recording = Recording.open(List.of(Corpus.file(file)))) {
            long last = recording.flushedNanos();
            for (Chunk chunk : recording.chunks()) {
                last = Math.max(last, lastEvent(chunk));
                assertTrue(lastEvent(chunk) <= chunk.reachNanos(), chunk.toString());
            }
            assertEquals(last, recording.endNanos());
        }
    }

    private static long lastEvent(Chunk chunk) throws Exception {
        Set<String> names = new TreeSet<>();
        chunk.eventTypes().forEach(type -> names.add(type.name()));
        List<EventSelection> all = new ArrayList<>();
        names.forEach(name -> all.add(EventSelection.of(name, "duration")));
        long last = chunk.startNanos();
        try (ChunkReader events = chunk.read(all.toArray(EventSelection[]::new))) {
            while (events.next() >= 0) {
                last = Math.max(last, events.nanosOf(events.endTicks(0)));
            }
        }
        return last;
    }
}
