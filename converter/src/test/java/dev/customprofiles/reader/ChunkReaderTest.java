package dev.customprofiles.reader;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Events and constants that no JVM writes, but the format allows. */
class ChunkReaderTest {
    @TempDir
    Path folder;

    private Recording open(ChunkBuilder chunk) throws Exception {
        return Recording.open(List.of(RecordingChecks.write(folder.resolve("chunk.jfr"), chunk.build())));
    }

    @Test
    void constantsAreResolved() throws Exception {
        try (Recording recording = open(ChunkBuilder.tiny(1));
                ChunkReader reader =
                        recording.chunks().get(0).read(EventSelection.of("tiny.Event", "stackTrace", "thread", "id"))) {
            assertEquals(0, reader.next());
            assertEquals(ChunkBuilder.START_NANOS + 1, reader.startNanos());
            StackTrace stack = reader.stackTraceAt(0);
            assertTrue(stack.truncated());
            assertEquals(
                    List.of(
                            new StackFrame("a.b.Outer$Inner", "method", "()V", 42, false, "Interpreted"),
                            new StackFrame("a.b.Outer$Inner", "größe", "()V", -1, true, "")),
                    stack.frames());
            assertEquals(new ThreadInfo(12, "worker", "os", 77, false, "main"), reader.threadAt(1));
            assertEquals("worker", reader.stringAt(1));
            assertEquals("1", reader.stringAt(2));
            assertEquals("a.b.Outer$Inner", reader.className(1));
            assertNull(reader.className(2));
            assertNull(reader.stackTrace(0));
            assertNull(reader.stringAt(0));
            assertEquals(-1, reader.next());
            assertEquals(-1, reader.next());
            assertThrows(IllegalStateException.class, () -> reader.longAt(0));
        }
    }

    @Test
    void absentFieldsAndEventsAreAbsent() throws Exception {
        try (Recording recording = open(ChunkBuilder.tiny(1));
                ChunkReader reader = recording
                        .chunks()
                        .get(0)
                        .read(EventSelection.of("no.Event"), EventSelection.of("tiny.Event", "nothing", "id"))) {
            assertEquals(1, reader.next());
            assertFalse(reader.has(0));
            assertEquals(0, reader.longAt(0));
            assertNull(reader.stringAt(0));
            assertNull(reader.stackTraceAt(0));
            assertNull(reader.threadAt(0));
            assertEquals(1, reader.longAt(1));
            assertThrows(IndexOutOfBoundsException.class, () -> reader.longAt(2));
        }
    }

    @Test
    void everyEncodingOfAStringIsRead() throws Exception {
        ChunkBuilder chunk = new ChunkBuilder();
        chunk.event("tiny.Text", "text:java.lang.String", "behind:int").metadata();
        Encoder[] texts = {
            new Encoder().raw(0),
            new Encoder().raw(1),
            new Encoder().raw(2).number(-3),
            new Encoder().utf8("größe \uD83D\uDE00"),
            new Encoder().chars("größe \uD83D\uDE00"),
            new Encoder().latin1("größe"),
            new Encoder().raw(2).number(99),
        };
        for (Encoder text : texts) {
            chunk.write("tiny.Text", ChunkBuilder.fields(0, 0).raw(text.bytes()).number(7));
        }
        chunk.checkpoint(chunk.pool(
                "java.lang.String", 2, new Encoder().number(1).raw(1).number(-3).utf8("from the pool")));
        String[] expected = {null, "", "from the pool", "größe \uD83D\uDE00", "größe \uD83D\uDE00", "größe", null};
        try (Recording recording = open(chunk);
                ChunkReader reader = recording.chunks().get(0).read(EventSelection.of("tiny.Text", "behind", "text"))) {
            for (String text : expected) {
                assertEquals(0, reader.next());
                assertEquals(text, reader.stringAt(1));
                assertEquals(7, reader.longAt(0));
            }
        }
    }

    @Test
    void usersEventsMayHaveTheNumbersOfTheFormatsOwn() throws Exception {
        ChunkBuilder chunk = new ChunkBuilder();
        chunk.type(0, "tiny.Zero", "jdk.jfr.Event", "startTime:long", "id:long");
        chunk.type(1, "tiny.One", "jdk.jfr.Event", "startTime:long", "id:long");
        chunk.write(0, new Encoder().number(1).number(10));
        chunk.metadata().checkpoint();
        chunk.write(1, new Encoder().number(1).number(11));
        chunk.write(0, new Encoder().number(1).number(12));
        chunk.usualCheckpoint();
        try (Recording recording = open(chunk)) {
            assertEquals(List.of(10L, 12L), RecordingChecks.longs(recording, "tiny.Zero", "id"));
            assertEquals(List.of(11L), RecordingChecks.longs(recording, "tiny.One", "id"));
            assertEquals(List.of(), recording.damage());
        }
    }

    @Test
    void fieldsOfInlineStructuresHaveDotsAndArraysAreSteppedOver() throws Exception {
        ChunkBuilder chunk = new ChunkBuilder();
        chunk.type("tiny.Inner", null, "low:int", "rest:double[]", "high:long");
        chunk.event("tiny.Nested", "inner:tiny.Inner", "list:tiny.Inner[]", "last:short")
                .metadata();
        Encoder inner =
                new Encoder().number(0xffff_fffeL).number(2).big(0, 8).big(0, 8).number(-5);
        chunk.write(
                "tiny.Nested",
                ChunkBuilder.fields(0, 0)
                        .raw(inner.bytes())
                        .number(2)
                        .raw(inner.bytes())
                        .raw(inner.bytes())
                        .number(0xffff));
        try (Recording recording = open(chunk);
                ChunkReader reader = recording
                        .chunks()
                        .get(0)
                        .read(EventSelection.of("tiny.Nested", "last", "inner.high", "inner.low", "list"))) {
            assertEquals(0, reader.next());
            assertEquals(-1, reader.longAt(0));
            assertEquals(-5, reader.longAt(1));
            assertEquals(-2, reader.longAt(2));
            assertTrue(reader.has(3));
            assertEquals(0, reader.longAt(3));
        }
    }

    @Test
    void fieldsBehindATypeNobodyDeclaredAreLostAndSaidToBe() throws Exception {
        ChunkBuilder chunk = new ChunkBuilder();
        chunk.event("tiny.Odd", "before:int", "odd:nothing", "behind:int").metadata();
        chunk.write("tiny.Odd", ChunkBuilder.fields(0, 0).number(1).number(2).number(3));
        try (Recording recording = open(chunk)) {
            assertEquals(List.of(1L), RecordingChecks.longs(recording, "tiny.Odd", "before"));
            assertEquals(List.of(), recording.damage());
            assertEquals(List.of(), RecordingChecks.longs(recording, "tiny.Odd", "behind"));
            assertEquals(
                    "an event tiny.Odd does not fit its layout",
                    recording.damage().get(0).reason());
        }
    }

    @Test
    void readingGoesOnAtTheNextCheckpointAfterAnEventOfNoSize() throws Exception {
        ChunkBuilder chunk = ChunkBuilder.tiny(2);
        int broken = (int) chunk.position();
        chunk.write("tiny.Event", ChunkBuilder.tinyFields(3));
        chunk.write("tiny.Event", ChunkBuilder.tinyFields(4));
        int next = (int) chunk.position();
        chunk.checkpoint().write("tiny.Event", ChunkBuilder.tinyFields(5)).checkpoint();
        byte[] bytes = chunk.build();
        bytes[broken] = 0;
        Path file = RecordingChecks.write(folder.resolve("zero.jfr"), bytes);
        try (Recording recording = Recording.open(List.of(file))) {
            assertEquals(List.of(1L, 2L, 5L), RecordingChecks.longs(recording, "tiny.Event", "id"));
            assertEquals(
                    List.of(new Damage(file, broken, next - broken, "an event with a size of 0")), recording.damage());
        }
    }

    @Test
    void eventsAndConstantsLargerThanAnyBufferAreRead() throws Exception {
        String large = "larger than a window ".repeat(100_000);
        ChunkBuilder chunk = new ChunkBuilder();
        chunk.event("tiny.Text", "text:java.lang.String", "id:long").metadata();
        chunk.write("tiny.Text", ChunkBuilder.fields(0, 0).raw(1).number(1));
        chunk.write("tiny.Text", ChunkBuilder.fields(0, 0).latin1(large).number(2));
        chunk.write("tiny.Text", ChunkBuilder.fields(0, 0).raw(2).number(5).number(3));
        chunk.checkpoint(chunk.pool(
                "java.lang.String",
                3,
                new Encoder()
                        .number(4)
                        .raw(1)
                        .number(5)
                        .utf8(large + "!")
                        .number(6)
                        .utf8("small")));
        try (Recording recording = open(chunk);
                ChunkReader reader = recording.chunks().get(0).read(EventSelection.of("tiny.Text", "text", "id"))) {
            for (String text : new String[] {"", large, large + "!"}) {
                assertEquals(0, reader.next());
                assertEquals(text, reader.stringAt(0));
            }
            assertEquals(3, reader.longAt(1));
            assertEquals(-1, reader.next());
            assertEquals(List.of(), recording.damage());
        }
    }

    @Test
    void aFileThatShrinksWhileItIsReadEndsTheReading() throws Exception {
        Path file = RecordingChecks.write(
                folder.resolve("shrinks.jfr"), ChunkBuilder.tiny(100_000).build());
        try (Recording recording = Recording.open(List.of(file));
                ChunkReader reader = recording.chunks().get(0).read(EventSelection.of("tiny.Event", "id"))) {
            assertEquals(0, reader.next());
            try (FileChannel channel = FileChannel.open(file, StandardOpenOption.WRITE)) {
                channel.truncate(1_000_000);
            }
            long count = 1;
            while (reader.next() >= 0) {
                count++;
            }
            assertTrue(count > 10_000 && count < 50_000, "events: " + count);
            assertEquals(
                    "the file was truncated while it was read",
                    recording.damage().get(0).reason());
        }
    }

    @Test
    void theSameClassLoadedTwiceIsOneEvent() throws Exception {
        ChunkBuilder chunk = new ChunkBuilder();
        chunk.type(500, "tiny.Twice", "jdk.jfr.Event", "startTime:long", "id:long");
        chunk.type(501, "tiny.Twice", "jdk.jfr.Event", "startTime:long", "name:java.lang.String", "id:long");
        chunk.metadata();
        chunk.write(500, new Encoder().number(0).number(1));
        chunk.write(501, new Encoder().number(0).utf8("second").number(2));
        try (Recording recording = open(chunk);
                ChunkReader reader = recording.chunks().get(0).read(EventSelection.of("tiny.Twice", "id", "name"))) {
            assertEquals(0, reader.next());
            assertEquals(1, reader.longAt(0));
            assertFalse(reader.has(1));
            assertEquals(0, reader.next());
            assertEquals(2, reader.longAt(0));
            assertEquals("second", reader.stringAt(1));
        }
    }

    @Test
    void stackTracesThatNoPoolHasAreCounted() throws Exception {
        ChunkBuilder chunk = ChunkBuilder.tiny(1);
        chunk.write(
                "tiny.Event",
                new Encoder().number(0).number(77).number(1).raw(0).number(2).big(0, 8));
        chunk.checkpoint();
        try (Recording recording = open(chunk)) {
            RecordingChecks.readAll(recording);
            assertEquals(
                    List.of("1 stack trace is in none of the chunk's constant pools"),
                    recording.damage().stream().map(Damage::reason).toList());
        }
    }

    @Test
    void numbersOfAnyLengthAreRead() throws Exception {
        ChunkBuilder chunk = new ChunkBuilder();
        chunk.event("tiny.Number", "skipped:long", "value:long", "also:long", "last:long")
                .metadata();
        for (long number : SampleEvents.NUMBERS) {
            chunk.write(
                    "tiny.Number",
                    ChunkBuilder.fields(0, 0)
                            .number(number)
                            .number(number)
                            .number(~number)
                            .number(number));
        }
        try (Recording recording = open(chunk);
                ChunkReader reader =
                        recording.chunks().get(0).read(EventSelection.of("tiny.Number", "value", "last"))) {
            for (long number : SampleEvents.NUMBERS) {
                assertEquals(0, reader.next());
                assertEquals(number, reader.longAt(0));
                assertEquals(number, reader.longAt(1));
            }
        }
    }

    @Test
    void eventTypesMayHaveAnyNumber() throws Exception {
        // The JVM numbers event types together with classes, of which a large application has more than 65,536.
        ChunkBuilder chunk = new ChunkBuilder();
        long[] numbers = {1 << 13, 1 << 14, 70_000, Integer.MAX_VALUE, 1L << 40, -5};
        for (long number : numbers) {
            chunk.type(number, "tiny.Number", "jdk.jfr.Event", "startTime:long", "value:long");
        }
        chunk.metadata();
        for (long number : numbers) {
            chunk.write(number, new Encoder().number(0).number(number));
        }
        try (Recording recording = open(chunk)) {
            assertEquals(
                    java.util.Arrays.stream(numbers).boxed().toList(),
                    RecordingChecks.longs(recording, "tiny.Number", "value"));
            assertEquals(List.of(), recording.damage());
        }
    }

    @Test
    void structuresThatMultiplyAreNotFollowed() throws Exception {
        ChunkBuilder chunk = new ChunkBuilder();
        String inner = "long";
        for (int depth = 0; depth < 15; depth++) {
            String type = "tiny.Level" + depth;
            String[] fields = new String[10];
            for (int i = 0; i < fields.length; i++) {
                fields[i] = "f" + i + ":" + inner;
            }
            chunk.type(type, null, fields);
            inner = type;
        }
        chunk.event("tiny.Bomb", "before:long", "bomb:" + inner, "behind:long").metadata();
        chunk.write("tiny.Bomb", ChunkBuilder.fields(0, 0).number(7).number(8).number(9));
        chunk.checkpoint(chunk.pool(inner, 1, new Encoder().number(1).number(1)));
        try (Recording recording = open(chunk)) {
            RecordingChecks.readAll(recording);
            assertEquals(List.of(7L), RecordingChecks.longs(recording, "tiny.Bomb", "before"));
        }
    }
}
