package dev.customprofiles.reader;

import java.io.Closeable;
import java.io.IOException;
import java.util.Arrays;
import java.util.List;

/**
 * A cursor over the events of a chunk that were asked for, in the order of the file, which is not the order of time:
 * every thread's events are written a buffer at a time, and an event may even begin before its chunk.
 *
 * <pre>{@code
 * try (ChunkReader reader = chunk.read(EventSelection.of("jdk.ThreadStart", "thread"))) {
 *     while (reader.next() >= 0) {
 *         use(reader.startNanos(), reader.threadAt(0));
 *     }
 * }
 * }</pre>
 *
 * <p>A slot is a field's place in the {@link EventSelection} of the current event. A field that this chunk's layout of
 * the event lacks is absent: {@link #has} says so, and the other methods return 0 or null. {@code next}
 * decodes the selected numbers; strings, stacks and threads are looked up when they are asked for.
 *
 * <p>Damage never throws: what cannot be read is stepped over and added to {@link Recording#damage()}. An
 * {@code IOException} means that the file could not be read at all.
 *
 * <p>For one thread at a time; any number of readers may read a chunk.
 */
public final class ChunkReader implements Closeable {
    /** Big enough that a system call costs nothing against what it brings, small enough for a processor's cache. */
    private static final int STRIDE = 1 << 18;

    /** Size and type of an event. */
    private static final int HEAD = 2 * Varints.MAX_BYTES;

    /** Types with greater ids, which a JVM makes that has loaded so many classes, are not worth the room in a table. */
    private static final int TABLE = 1 << 14;

    private final Chunk chunk;
    private final ChunkHeader header;
    private final ChunkContents contents;
    private final Bytes file;
    private final FileDamage losses;
    private boolean stringsMissing;
    private final ConstantPools constants;
    private final StringCache strings = new StringCache();

    private final Window window;
    private final long end;
    private EventDecoder[] decoders = new EventDecoder[0];
    private final LongMap<EventDecoder> decodersBeyondTable = new LongMap<>();

    private EventDecoder current;

    /** Where in the window the current event begins, and where the next one does. */
    private int begin;

    private int position;
    private final Misfits misfits = new Misfits();
    private boolean closed;

    /** Reads nothing yet. The contents are null when the chunk has none that can be read, the file when it is gone. */
    ChunkReader(Chunk chunk, ChunkContents contents, Bytes file, FileDamage losses, List<EventSelection> wanted) {
        this.chunk = chunk;
        this.header = chunk.header();
        this.contents = contents;
        this.file = file;
        this.losses = losses;
        this.constants = contents == null
                ? null
                : new ConstantPools(
                        contents.metadata(),
                        new PoolIndex(chunk, contents, file, losses),
                        new Pages(file, chunk.end()));
        this.end = contents == null ? chunk.firstEvent() : chunk.end();
        if (contents != null) {
            for (int i = 0; i < wanted.size(); i++) {
                choose(i, wanted.get(i));
            }
        }
        window = new Window((int) Math.min(STRIDE, end - chunk.firstEvent()));
        window.base = chunk.firstEvent();
    }

    private void choose(int index, EventSelection selection) {
        for (TypeLayout type : contents.metadata().named(selection.eventName())) {
            if (!type.isEvent()) {
                continue;
            }
            EventDecoder decoder = new EventDecoder(index, type, selection.fields());
            if (type.id < 0 || type.id >= TABLE) {
                decodersBeyondTable.put(type.id, decoder);
                continue;
            }
            if (type.id >= decoders.length) {
                decoders = Arrays.copyOf(decoders, (int) type.id + 1);
            }
            decoders[(int) type.id] = decoder;
        }
    }

    /**
     * Goes to the next event that was asked for. Returns the index of its selection in the arguments of
     * {@link Chunk#read}, or -1 when there is none left; what was read from the event before is gone.
     */
    public int next() throws IOException {
        current = null;
        if (decoders.length == 0 && decodersBeyondTable.size() == 0) {
            return -1; // none of the types is in this chunk
        }
        byte[] bytes = window.bytes;
        int limit = window.limit;
        int p = position;
        while (true) {
            if (p + HEAD > limit && (p >= limit || window.base + limit < end)) {
                if (!load(window.base + p)) {
                    return -1;
                }
                bytes = window.bytes;
                limit = window.limit;
                p = 0;
            }
            // Nearly every event has a size of one byte and a type of one or two.
            int q = p + 1;
            long size = bytes[p];
            if (size < 0) {
                size = Varints.get(bytes, p);
                q = Varints.skip(bytes, p);
            }
            long type = bytes[q];
            if (type >= 0) {
                q++;
            } else if (bytes[q + 1] >= 0) {
                type = type & 0x7f | bytes[q + 1] << 7;
                q += 2;
            } else {
                type = Varints.get(bytes, q);
                q = Varints.skip(bytes, q);
            }
            if (size < q - p || size > end - window.base - p) {
                p = resume(p, size);
                limit = window.limit;
                continue;
            }
            EventDecoder decoder =
                    type >= 0 && type < decoders.length ? decoders[(int) type] : decodersBeyondTable.get(type);
            if (decoder == null) {
                p = size <= limit - p ? p + (int) size : seek(window.base + p + size);
                limit = window.limit;
                continue;
            }
            if (size > limit - p) {
                p = reload(p, size, decoder);
                bytes = window.bytes;
                limit = window.limit;
                continue;
            }
            int behind = p + (int) size;
            if (type <= ChunkContents.CHECKPOINT && contents.isStructure(window.base + p, file, losses)) {
                p = behind;
                continue;
            }
            if (!decoder.decode(bytes, q, behind)) {
                misfits.add(decoder, window.base + p, size);
                p = behind;
                continue;
            }
            begin = p;
            position = behind;
            current = decoder;
            return decoder.selection;
        }
    }

    /** Loads what is at an offset; false when that is the end. */
    private boolean load(long at) throws IOException {
        if (at < end) {
            if (window.limit > 0) {
                chunk.passed(at);
            }
            window.load(file, at, end);
            if (window.limit > 0) {
                return true;
            }
            losses.add(at, end - at, "the file became shorter while it was read");
        }
        return stop();
    }

    private boolean stop() {
        window.base = end;
        window.limit = 0;
        position = 0;
        return false;
    }

    /** Moves to where nothing is loaded yet; returns the position there. */
    private int seek(long at) {
        window.base = at;
        window.limit = 0;
        return 0;
    }

    /** Has an event that is only partly in the window, or steps over it; returns the position to go on from. */
    private int reload(int p, long size, EventDecoder decoder) throws IOException {
        long at = window.base + p;
        if (size > Window.LARGEST) {
            losses.add(
                    at,
                    size,
                    "an event " + decoder.type.name + " larger than " + (Window.LARGEST >> 20) + " MB is not read");
            return seek(at + size);
        }
        if (p == 0 && window.limit < window.capacity()) {
            losses.add(at, end - at, "the file became shorter while it was read");
            return seek(end);
        }
        window.grow((int) size);
        window.load(file, at, end);
        return 0;
    }

    /** After a size that cannot be, goes on where an event is known to begin; returns the position there. */
    private int resume(int p, long size) throws IOException {
        long at = window.base + p;
        long next = contents.nextLandmark(at, file, losses);
        losses.add(at, next - at, "an event with a size of " + size);
        return seek(next);
    }

    private EventDecoder current() {
        if (current == null) {
            throw new IllegalStateException("no event: next() was not called, or returned -1");
        }
        return current;
    }

    private FieldLayout field(int slot) {
        return current().field(slot);
    }

    /** When the event began, in nanoseconds since 1970. */
    public long startNanos() {
        return header.nanosOf(startTicks());
    }

    /**
     * When the event began, in ticks. A JVM's ticks go on from chunk to chunk and never back, so they put its events into
     * order where nanoseconds since 1970, a clock that people and programs set, may not.
     */
    public long startTicks() {
        EventDecoder event = current();
        return event.hasStart() ? event.startTicks() : header.startTicks();
    }

    /** When the event ended, in ticks; when it began, if the slot has no length of time. */
    public long endTicks(int durationSlot) {
        long start = startTicks();
        FieldLayout field = field(durationSlot);
        if (field == null || field.unit != EventField.Unit.TIMESPAN) {
            return start;
        }
        long ticks = field.nanos == FieldLayout.TICKS
                ? longAt(durationSlot)
                : (long) (nanosAt(durationSlot) * (header.ticksPerSecond() / 1e9));
        return ticks < 0 || start + ticks < start ? start : start + ticks;
    }

    /** The instant of a tick of this chunk, in nanoseconds since 1970. */
    public long nanosOf(long ticks) {
        return header.nanosOf(ticks);
    }

    /** Whether this chunk's layout of the event has the field. */
    public boolean has(int slot) {
        return field(slot) != null;
    }

    /**
     * A number as it is recorded, in whatever unit; 1 for true; of floating point the integer part; of a reference its
     * key, which means something in this chunk only. 0 when the field is absent or no number.
     */
    public long longAt(int slot) {
        return current().longAt(slot);
    }

    /** A number as floating point; 0 when {@link #longAt} would be. */
    public double doubleAt(int slot) {
        return current().doubleAt(slot);
    }

    /**
     * An instant in nanoseconds since 1970, or a length of time in nanoseconds, whatever unit the metadata says it is
     * recorded in; any other number as it is. JFR's {@code Long.MIN_VALUE} (no value) and {@code Long.MAX_VALUE} (for
     * ever) stay what they are, and what does not fit becomes one of them. 0 when the field is absent.
     */
    public long nanosAt(int slot) {
        FieldLayout field = field(slot);
        long value = longAt(slot);
        if (field == null || value == Long.MIN_VALUE || value == Long.MAX_VALUE) {
            return value;
        }
        return switch (field.unit) {
            case TIMESPAN -> field.nanos == FieldLayout.TICKS ? header.spanNanos(value) : saturated(value, field.nanos);
            case TIMESTAMP -> field.nanos == FieldLayout.TICKS ? header.nanosOf(value) : saturated(value, field.nanos);
            case NONE, BYTES, BITS -> value;
        };
    }

    private static long saturated(long value, long factor) {
        long product = value * factor;
        if (Math.multiplyHigh(value, factor) != product >> (Long.SIZE - 1)) {
            return value < 0 ? Long.MIN_VALUE : Long.MAX_VALUE;
        }
        return product;
    }

    /**
     * A string; or what stands for a reference: a class as its name with dots, {@code $} kept and arrays as
     * {@code int[]}, a thread as its name, a method as {@code pkg.Class.method}, anything else as its name or its only
     * field; or a number in decimal. Null when the field is absent, null or lost, or has no such form, as a stack trace
     * has not.
     */
    public String stringAt(int slot) throws IOException {
        RepeatedString string = current().string(slot);
        return string != null && string.isKnown() ? string.value() : newString(slot);
    }

    private String newString(int slot) throws IOException {
        FieldLayout field = field(slot);
        if (field == null) {
            return null;
        }
        if (field.kind == FieldLayout.Kind.STRING) {
            RepeatedString string = current.string(slot);
            int from = string.begin();
            string.value(
                    EncodedString.isPooled(window.bytes, from)
                            ? pooledString(field, EncodedString.poolKey(window.bytes, from))
                            : strings.get(window.bytes, from, string.end()));
            return string.value();
        }
        return field.kind == FieldLayout.Kind.REFERENCE
                ? constants.string(field.type, current.longAt(slot))
                : current.text(slot);
    }

    /**
     * As {@link #stringAt(int)}, of something that the reference in a slot leads to: of a thread's {@code javaName}, say,
     * or its {@code group.name}. Null also when the slot has no reference, or there is no such thing.
     *
     * @param member one of {@link Chunk#fields}, with dots where it takes several references to get there
     */
    public String stringAt(int slot, String member) throws IOException {
        FieldLayout field = field(slot);
        return field == null || field.kind != FieldLayout.Kind.REFERENCE
                ? null
                : constants.member(field.type, longAt(slot), member);
    }

    private String pooledString(FieldLayout field, long key) throws IOException {
        String string = constants.string(field.type, key);
        if (string == null && !stringsMissing) {
            stringsMissing = true; // JDK 17 may write a string into the chunk before
            losses.add(chunk.offset(), 0, "strings that events refer to are not in the chunk");
        }
        return string;
    }

    private FieldLayout reference(int slot, String typeName) {
        FieldLayout field = field(slot);
        return field != null && field.kind == FieldLayout.Kind.REFERENCE && field.type.name.equals(typeName)
                ? field
                : null;
    }

    /** The thread that a field refers to; null when the field is absent or the thread is not known. */
    public ThreadInfo threadAt(int slot) throws IOException {
        FieldLayout field = reference(slot, TypeLayout.THREAD);
        return field == null ? null : constants.thread(field.type, longAt(slot));
    }

    /** The stack trace that a field refers to; null when the field is absent, there was none, or it is lost. */
    public StackTrace stackTraceAt(int slot) throws IOException {
        FieldLayout field = reference(slot, TypeLayout.STACK_TRACE);
        return field == null ? null : constants.stackTrace(field.type, longAt(slot));
    }

    /** The stack trace of a key that {@link #longAt} gave for an event of this chunk; null when there is none. */
    public StackTrace stackTrace(long key) throws IOException {
        return constants == null ? null : constants.stackTrace(constants.type(TypeLayout.STACK_TRACE), key);
    }

    /**
     * As {@link #stackTrace}, by the numbers of the frames; cheaper for many stacks that are looked at once each. Of a key that was
     * asked for already it is decoded again.
     */
    public NumberedStack numberedStack(long key) throws IOException {
        return constants == null ? null : constants.numberedStack(constants.type(TypeLayout.STACK_TRACE), key);
    }

    /** The frame of a number that {@link #numberedStack} gave. */
    public StackFrame frame(int number) throws IOException {
        return constants.frame(number);
    }

    /** The class of a key that {@link #longAt} gave for an event of this chunk, with dots; null when it is not known. */
    public String className(long key) throws IOException {
        return constants == null ? null : constants.string(constants.type(TypeLayout.CLASS), key);
    }

    /** The thread of a key that {@link #longAt} gave for an event of this chunk; null when it is not known. */
    public ThreadInfo thread(long key) throws IOException {
        return constants == null ? null : constants.thread(constants.type(TypeLayout.THREAD), key);
    }

    /** Reports what could only be counted until now, and lets go of the file. */
    @Override
    public void close() throws IOException {
        if (closed) {
            return;
        }
        closed = true;
        current = null;
        misfits.report(losses);
        int missing = constants == null ? 0 : constants.missingStacks();
        if (missing > 0) {
            String traces = missing == 1 ? " stack trace is" : " stack traces are";
            losses.add(chunk.offset(), 0, missing + traces + " in none of the chunk's constant pools");
        }
        if (file != null) {
            file.close();
        }
    }
}
