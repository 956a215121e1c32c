package dev.customprofiles.reader;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.customprofiles.ChildJvm;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import jdk.jfr.consumer.RecordedClass;
import jdk.jfr.consumer.RecordedEvent;
import jdk.jfr.consumer.RecordedFrame;
import jdk.jfr.consumer.RecordedStackTrace;
import jdk.jfr.consumer.RecordedThread;
import jdk.jfr.consumer.RecordingFile;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The reader against the JDK's own, event by event and field by field. */
class DifferentialTest {
    @TempDir
    Path folder;

    @Test
    void everyFieldOfEveryJavaEventIsWhatTheJdkReads() throws Exception {
        Path file = folder.resolve("everything.jfr");
        SampleEvents.record(file, 1, chunk -> {
            for (int i = 0; i < 480; i++) {
                SampleEvents.everything(i);
                SampleEvents.add("pool" + i % 3, i, i % 100);
                SampleEvents.remove("pool" + i % 3, i);
            }
        });
        long events = compare(file);
        assertTrue(events >= 480 * 3, "events: " + events);
    }

    @Test
    void everyFieldOfTheJvmsEventsIsWhatTheJdkReads() throws Exception {
        Path file = folder.resolve("jvm.jfr");
        SampleEvents.recordWithJvmEvents(file, 2, chunk -> {
            System.gc();
            startThreads(20);
            SampleEvents.add("pool", chunk, 3);
        });
        long events = compare(file);
        assertTrue(events >= 100, "events: " + events);
    }

    @Test
    void chunksAreReadEachWithItsOwnConstants() throws Exception {
        Path file = folder.resolve("chunks.jfr");
        SampleEvents.record(file, 5, chunk -> {
            for (int i = 0; i < 200; i++) {
                SampleEvents.everything(chunk * 7 + i);
                SampleEvents.add("a longer name of a profile, number " + chunk, i, (chunk * 13 + i) % 70);
                SampleEvents.remove("a longer name of a profile, number " + i % 5, i);
            }
        });
        long events = compare(file);
        assertTrue(events >= 5 * 600, "events: " + events);
        try (Recording recording = Recording.open(List.of(file))) {
            assertTrue(recording.chunks().size() >= 5, "chunks: " + recording.chunks());
        }
    }

    /** What JFR's own settings record, of a program of many kinds of threads, classes and stacks. */
    static final class Busy {
        private Busy() {}

        public static void main(String[] args) throws Exception {
            for (int round = 0; round < 3; round++) {
                for (int i = 0; i < 40; i++) {
                    SampleEvents.everything(i);
                    SampleEvents.add("pool" + i % 3, i, i * 25);
                }
                startThreads(10);
                Runnable lambda = () -> SampleEvents.add("lambda", 1, 2);
                Thread thread = virtual(lambda);
                thread.join();
                List.of(3, 1, 2).stream()
                        .sorted((a, b) -> { // in the middle of a library
                            SampleEvents.add("stream", a, 1);
                            return a - b;
                        })
                        .toList();
                System.gc();
                SampleEvents.rotate();
            }
        }

        /** A virtual thread where there are any. */
        private static Thread virtual(Runnable task) throws ReflectiveOperationException {
            if (Runtime.version().feature() >= 21) {
                return (Thread) Thread.class
                        .getMethod("startVirtualThread", Runnable.class)
                        .invoke(null, task);
            }
            Thread thread = new Thread(task);
            thread.start();
            return thread;
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"default", "profile"})
    void whatJfrsOwnSettingsRecordIsWhatTheJdkAndMissionControlRead(String settings) throws Exception {
        Path file = folder.resolve(settings + ".jfr");
        ChildJvm.run(
                Busy.class,
                List.of(
                        "-XX:StartFlightRecording:settings=" + settings + ",filename=" + file,
                        "-XX:FlightRecorderOptions:stackdepth=512"));
        assertTrue(compare(file) >= 1000);
        assertTrue(MissionControl.compare(file) >= 5000);
    }

    private static void startThreads(int count) {
        for (int i = 0; i < count; i++) {
            Thread thread = new Thread(() -> SampleEvents.everything(7), "thread " + i);
            thread.start();
            try {
                thread.join();
            } catch (InterruptedException e) {
                throw new AssertionError(e);
            }
        }
    }

    /** Compares all events of a file in their order; returns how many there are. */
    static long compare(Path file) throws IOException {
        long count = 0;
        try (Recording recording = Recording.open(List.of(file));
                RecordingFile expected = new RecordingFile(file)) {
            long tolerance = 0;
            for (Chunk chunk : recording.chunks()) {
                assertTrue(chunk.finished());
                Map<String, EventType> types = new LinkedHashMap<>();
                for (EventType type : chunk.eventTypes()) {
                    types.putIfAbsent(type.name(), type);
                }
                List<EventType> wanted = new ArrayList<>(types.values());
                try (ChunkReader reader = chunk.read(
                        wanted.stream().map(DifferentialTest::allFields).toArray(EventSelection[]::new))) {
                    for (int selected = reader.next(); selected >= 0; selected = reader.next()) {
                        count++;
                        compare(wanted.get(selected), expected.readEvent(), reader, tolerance);
                    }
                }
                // JDK 25 reads all chunks with the clock of the first.
                tolerance = 20_000_000;
            }
            assertFalse(expected.hasMoreEvents(), "events of the JDK after " + count);
            assertEquals(
                    List.of(),
                    recording.damage().stream()
                            .filter(damage -> !damage.reason().endsWith("in none of the chunk's constant pools"))
                            .toList());
            assertEquals(List.of(), recording.notices());
        }
        return count;
    }

    private static EventSelection allFields(EventType type) {
        return new EventSelection(
                type.name(), type.fields().stream().map(EventField::name).toList());
    }

    private static void compare(EventType type, RecordedEvent expected, ChunkReader reader, long tolerance)
            throws IOException {
        assertEquals(expected.getEventType().getName(), type.name());
        near(expected.getStartTime(), reader.startNanos(), tolerance, type.name());
        for (int slot = 0; slot < type.fields().size(); slot++) {
            EventField field = type.fields().get(slot);
            String what = type.name() + "." + field.name();
            assertTrue(reader.has(slot), what);
            if (field.array()) {
                continue;
            }
            switch (field.typeName()) {
                case "jdk.types.StackTrace" -> compareStacks(expected.getStackTrace(), reader, slot);
                case "java.lang.Thread" -> compareThreads(expected.getValue(field.name()), reader, slot, what);
                case "java.lang.Class" -> {
                    RecordedClass type2 = expected.getValue(field.name());
                    assertEquals(
                            type2 == null ? null : ClassNames.dotted(type2.getName()), reader.stringAt(slot), what);
                }
                case "java.lang.String" ->
                    assertEquals(expected.<String>getValue(field.name()), reader.stringAt(slot), what);
                case "float" -> assertEquals(expected.getFloat(field.name()), (float) reader.doubleAt(slot), what);
                case "double" -> assertEquals(expected.getDouble(field.name()), reader.doubleAt(slot), what);
                case "boolean" -> assertEquals(expected.getBoolean(field.name()) ? 1 : 0, reader.longAt(slot), what);
                case "char" -> assertEquals(expected.getChar(field.name()), reader.longAt(slot), what);
                default -> compareOther(expected, field, reader, slot, what, tolerance);
            }
        }
    }

    private static void compareOther(
            RecordedEvent expected, EventField field, ChunkReader reader, int slot, String what, long tolerance)
            throws IOException {
        if (field.reference()) {
            Object value = expected.getValue(field.name());
            if (value instanceof String) {
                assertEquals(value, reader.stringAt(slot), what);
            }
        } else if (field.unit() == EventField.Unit.TIMESTAMP) {
            Instant instant = expected.getInstant(field.name());
            if (!instant.equals(Instant.MIN)) {
                near(instant, reader.nanosAt(slot), tolerance, what);
            }
        } else if (field.unit() == EventField.Unit.TIMESPAN) {
            Duration duration = expected.getDuration(field.name());
            if (Math.abs(reader.longAt(slot)) < Long.MAX_VALUE && reader.longAt(slot) != Long.MIN_VALUE) {
                assertEquals(duration.toNanos(), reader.nanosAt(slot), what);
            }
        } else {
            assertEquals(expected.getLong(field.name()), reader.longAt(slot), what);
        }
    }

    private static void near(Instant expected, long nanos, long tolerance, String what) {
        long difference = expected.getEpochSecond() * 1_000_000_000 + expected.getNano() - nanos;
        assertTrue(Math.abs(difference) <= tolerance, what + " is off by " + difference + " ns");
    }

    private static void compareThreads(RecordedThread expected, ChunkReader reader, int slot, String what)
            throws IOException {
        ThreadInfo thread = reader.threadAt(slot);
        assertEquals(expected == null, thread == null, what);
        if (expected != null) {
            // JDK 17 says 0 of a thread of the JVM's own, later ones -1.
            long javaId = expected.getJavaThreadId();
            assertEquals(javaId == 0 ? -1 : javaId, thread.javaThreadId(), what);
            assertEquals(expected.getJavaName(), thread.name(), what);
            assertEquals(expected.getOSName(), thread.osName(), what);
            assertEquals(
                    expected.getThreadGroup() == null
                            ? null
                            : expected.getThreadGroup().getName(),
                    thread.group(),
                    what);
            assertEquals(thread.displayName(), reader.stringAt(slot), what);
        }
    }

    private static void compareStacks(RecordedStackTrace expected, ChunkReader reader, int slot) throws IOException {
        StackTrace stack = reader.stackTraceAt(slot);
        assertEquals(expected == null, stack == null);
        if (expected == null) {
            return; // there was none; or JFR has written it into the chunk before, which is damage
        }
        assertEquals(expected.isTruncated(), stack.truncated());
        assertEquals(expected.getFrames().size(), stack.frames().size());
        for (int i = 0; i < stack.frames().size(); i++) {
            RecordedFrame jdk = expected.getFrames().get(i);
            StackFrame frame = stack.frames().get(i);
            if (jdk.getMethod() == null) { // JFR has not written the method into the chunk
                assertEquals("[unknown]", frame.methodName());
                continue;
            }
            assertEquals(ClassNames.dotted(jdk.getMethod().getType().getName()), frame.className());
            assertEquals(jdk.getMethod().getName(), frame.methodName());
            assertEquals(jdk.getMethod().getDescriptor(), frame.descriptor());
            assertEquals(jdk.getMethod().isHidden(), frame.hidden());
            assertEquals(jdk.getLineNumber(), frame.line());
            assertEquals(jdk.getType(), frame.type());
        }
        assertEquals(stack, reader.stackTrace(reader.longAt(slot)));
    }
}
