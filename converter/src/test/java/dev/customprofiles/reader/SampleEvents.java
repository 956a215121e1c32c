package dev.customprofiles.reader;

import java.io.IOException;
import java.nio.file.Path;
import java.util.function.IntConsumer;
import jdk.jfr.DataAmount;
import jdk.jfr.Event;
import jdk.jfr.Label;
import jdk.jfr.Name;
import jdk.jfr.Timespan;
import jdk.jfr.Timestamp;
import jdk.jfr.Unsigned;

/** Events of every shape that Java code can record, and a way to get them into a file. */
public final class SampleEvents {
    private SampleEvents() {}

    @Name("sample.Everything")
    @Label("Everything")
    @SuppressWarnings("unused")
    static final class Everything extends Event {
        boolean flag;
        byte tiny;
        char letter;
        short small;
        int number;
        long large;
        float ratio;
        double exact;
        String text;
        Class<?> type;
        Thread thread;

        @Unsigned
        byte unsignedTiny;

        @Unsigned
        int unsignedNumber;

        @Timespan(Timespan.NANOSECONDS)
        long nanos;

        @Timespan(Timespan.MICROSECONDS)
        long micros;

        @Timespan(Timespan.MILLISECONDS)
        long millis;

        @Timespan(Timespan.SECONDS)
        long seconds;

        @Timespan(Timespan.TICKS)
        long ticks;

        @Timestamp(Timestamp.MILLISECONDS_SINCE_EPOCH)
        long instant;

        @DataAmount
        @Label("Amount of Data")
        long bytes;

        String last;
    }

    @Name("sample.Add")
    static final class Add extends Event {
        String profile;
        long id;
        Class<?> objectClass;
    }

    @Name("sample.Remove")
    @jdk.jfr.StackTrace(false)
    static final class Remove extends Event {
        String profile;
        long id;
    }

    static final String[] TEXTS = {
        null,
        "",
        "a",
        "sixteen letters!",
        "seventeen letters",
        "grüße",
        "日本語",
        "\uD83D\uDE00 and \uD83D\uDE80",
        "\u0000\u007f\u0080\u07ff\uffff",
        "repeated, longer than what is always written in place",
        "repeated, longer than what is always written in place",
        "x".repeat(128),
        "x".repeat(129),
        "pooled ".repeat(40),
        "größer ".repeat(40),
        "z".repeat(131_072),
    };

    static final long[] NUMBERS = {
        0,
        1,
        -1,
        63,
        64,
        127,
        128,
        255,
        256,
        16_383,
        16_384,
        -128,
        Short.MIN_VALUE,
        Short.MAX_VALUE,
        65_535,
        1 << 21,
        1 << 28,
        Integer.MAX_VALUE,
        Integer.MIN_VALUE,
        1L << 35,
        1L << 42,
        1L << 49,
        1L << 55,
        1L << 56,
        1L << 62,
        -2,
        -(1L << 56),
        Long.MAX_VALUE,
        Long.MIN_VALUE,
        0x0123_4567_89ab_cdefL
    };

    private static final Class<?>[] CLASSES = {
        null,
        String.class,
        SampleEvents.class,
        Everything.class,
        int.class,
        int[].class,
        long[][].class,
        String[].class,
        java.util.Map.Entry[][].class
    };

    /** Commits an event with the i-th of each kind of value. */
    public static void everything(int i) {
        Everything event = new Everything();
        long number = NUMBERS[i % NUMBERS.length];
        event.begin();
        event.flag = (i & 1) != 0;
        event.tiny = (byte) number;
        event.letter = (char) number;
        event.small = (short) number;
        event.number = (int) number;
        event.large = number;
        event.ratio = number / 3f;
        event.exact = number / 3d;
        event.text = TEXTS[i % TEXTS.length];
        event.type = CLASSES[i % CLASSES.length];
        event.thread = i % 5 == 0 ? null : Thread.currentThread();
        event.unsignedTiny = (byte) number;
        event.unsignedNumber = (int) number;
        event.nanos = number;
        event.micros = number % 1_000_000_000;
        event.millis = number % 1_000_000_000;
        event.seconds = number % 1_000_000_000;
        event.ticks = number % 1_000_000_000_000L;
        event.instant = Math.abs(number % 100_000_000_000L);
        event.bytes = number;
        event.last = "behind everything " + i % 3;
        event.commit();
    }

    /** Commits an event from a stack that is at least so deep. */
    public static void add(String profile, long id, int depth) {
        if (depth > 0) {
            add(profile, id, depth - 1);
            return;
        }
        Add event = new Add();
        event.profile = profile;
        event.id = id;
        event.objectClass = CLASSES[(int) (id % CLASSES.length)];
        event.commit();
    }

    public static void remove(String profile, long id) {
        Remove event = new Remove();
        event.profile = profile;
        event.id = id;
        event.commit();
    }

    /** Records as many chunks; the body is called once in each. */
    public static void record(Path file, int chunks, IntConsumer body) throws IOException {
        record(file, chunks, false, body);
    }

    /** Records as many chunks, with some of the JVM's own events. */
    static void recordWithJvmEvents(Path file, int chunks, IntConsumer body) throws IOException {
        record(file, chunks, true, body);
    }

    private static void record(Path file, int chunks, boolean jvmEvents, IntConsumer body) throws IOException {
        try (jdk.jfr.Recording recording = new jdk.jfr.Recording()) {
            if (jvmEvents) {
                for (String event : new String[] {
                    "JVMInformation",
                    "OSInformation",
                    "InitialSystemProperty",
                    "GCHeapSummary",
                    "GarbageCollection",
                    "ThreadStart",
                    "ThreadEnd",
                    "ActiveSetting",
                    "ActiveRecording",
                    "BooleanFlag",
                    "ThreadDump",
                    "G1HeapSummary",
                    "GCConfiguration",
                    "ClassLoaderStatistics",
                    "ModuleExport",
                    "SystemGC",
                    "CPULoad",
                    "ObjectCount",
                    "JavaThreadStatistics",
                    "ThreadPark",
                    "CodeCacheStatistics"
                }) {
                    recording.enable("jdk." + event).withStackTrace();
                }
            }
            recording.start();
            for (int chunk = 0; chunk < chunks; chunk++) {
                if (chunk > 0) {
                    rotate();
                }
                body.accept(chunk);
            }
            recording.stop();
            recording.dump(file);
        }
    }

    /** A recording that starts or stops makes the JVM begin a new chunk. */
    static void rotate() {
        try (jdk.jfr.Recording other = new jdk.jfr.Recording()) {
            other.start();
            other.stop();
        }
    }
}
