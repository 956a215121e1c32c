package dev.customprofiles.reader;

import java.io.Closeable;
import java.io.IOException;
import java.util.Arrays;
import java.util.List;

/**
 * A cursor over the selected events of a chunk, in file order. That is not the order of time: each thread's events are
 * written a buffer at a time, and an event may even begin before its chunk.
 *
 * <pre>{@code
 * try (ChunkReader reader = chunk.read(EventSelection.of("jdk.ThreadStart", "thread"))) {
 *     while (reader.next() >= 0) {
 *         use(reader.startNanos(), reader.threadAt(0));
 *     }
 * }
 * }</pre>
 *
 * <p>A slot is the index of a field in the {@link EventSelection} of the current event. A field that this chunk's
 * layout of the event lacks is absent: {@link #has} returns false, and the other methods return 0 or null. {@code next}
 * decodes the selected numbers; strings, stacks and threads are resolved on demand.
 *
 * <p>Damage never throws: unreadable parts are skipped and added to {@link Recording#damage()}. An {@code IOException}
 * means that the file could not be read at all.
 *
 * <p>Not thread-safe, but any number of readers may read the same chunk.
 */
public final class ChunkReader implements Closeable {
    /** Large enough to amortize the system call, small enough for the processor's cache. */
    private static final int STRIDE = 1 << 18;

    /** Maximum size of an event's size and type. */
    private static final int HEAD = 2 * Varints.MAX_BYTES;

    /** Types with greater ids are not in the table: a JVM that has loaded many classes would make it too large. */
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

    /** Positions in the window of the current event and of the next. */
    private int begin;

    private int position;
    private final Misfits misfits = new Misfits();
    private boolean closed;

    /** Reads nothing yet. The contents are null if none can be read; the file is null if it no longer exists. */
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
     * Moves to the next selected event. Returns the index of its selection in the arguments of {@link Chunk#read}, or
     * -1 at the end. Values of the previous event become invalid.
     */
    public int next() throws IOException {
        current = null;
        if (decoders.length == 0 && decodersBeyondTable.size() == 0) {
            return -1; // the chunk has none of the types
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
            // Fast path: nearly every event has a one-byte size and a type of one or two bytes.
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

    /** Loads the bytes at an offset; false at the end. */
    private boolean load(long at) throws IOException {
        if (at < end) {
            if (window.limit > 0) {
                chunk.passed(at);
            }
            window.load(file, at, end);
            if (window.limit > 0) {
                return true;
            }
            losses.add(at, end - at, "the file was truncated while it was read");
        }
        return stop();
    }

    private boolean stop() {
        window.base = end;
        window.limit = 0;
        position = 0;
        return false;
    }

    /** Moves to an offset that is not loaded yet; returns the position in the window. */
    private int seek(long at) {
        window.base = at;
        window.limit = 0;
        return 0;
    }

    /** Loads an event that is only partly in the window, or skips it; returns the position to continue from. */
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
            losses.add(at, end - at, "the file was truncated while it was read");
            return seek(end);
        }
        window.grow((int) size);
        window.load(file, at, end);
        return 0;
    }

    /** After an impossible size, continues at the next known start of an event; returns the position there. */
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

    /** Returns the start of the event, in nanoseconds since the epoch. */
    public long startNanos() {
        return header.nanosOf(startTicks());
    }

    /**
     * Returns the start of the event in ticks. Ticks of a JVM are monotonic across chunks, so they order its events
     * even if the wall clock was set in between.
     */
    public long startTicks() {
        EventDecoder event = current();
        return event.hasStart() ? event.startTicks() : header.startTicks();
    }

    /** Returns the end of the event in ticks; its start if the slot has no duration. */
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

    /** Converts ticks of this chunk to nanoseconds since the epoch. */
    public long nanosOf(long ticks) {
        return header.nanosOf(ticks);
    }

    /** Returns whether this chunk's layout of the event has the field. */
    public boolean has(int slot) {
        return field(slot) != null;
    }

    /**
     * Returns a number in the unit in which it is recorded. For a boolean it is 1 or 0, for floating point the integer
     * part, and for a reference its key, which is valid only within this chunk. Returns 0 if the field is absent or not
     * a number.
     */
    public long longAt(int slot) {
        return current().longAt(slot);
    }

    /** Returns a number as floating point; 0 if the field is absent or not a number. */
    public double doubleAt(int slot) {
        return current().doubleAt(slot);
    }

    /**
     * Returns a timestamp in nanoseconds since the epoch or a timespan in nanoseconds, converted from its recorded
     * unit; any other number as it is. JFR's {@code Long.MIN_VALUE} (no value) and {@code Long.MAX_VALUE} (for ever)
     * are kept, and other values saturate at them. Returns 0 if the field is absent.
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
     * Returns the value as text. A string is returned as it is, a number in decimal. References become names: a class
     * with dots, {@code $} for nested classes and arrays as {@code int[]}; a thread by its name; a method as
     * {@code pkg.Class.method}; anything else by its name or its only field. Null if the field is absent, null or lost,
     * or has no text form, like a stack trace.
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
     * Like {@link #stringAt(int)}, for a member of the referenced value, such as a thread's {@code javaName} or
     * {@code group.name}. Also null if the slot is not a reference, or has no such member.
     *
     * @param member one of {@link Chunk#fields}, with dots to follow references
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
            stringsMissing = true; // JDK 17 may write a string into the previous chunk
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

    /** Returns the thread of a field; null if the field is absent or the thread is unknown. */
    public ThreadInfo threadAt(int slot) throws IOException {
        FieldLayout field = reference(slot, TypeLayout.THREAD);
        return field == null ? null : constants.thread(field.type, longAt(slot));
    }

    /** Returns the stack trace of a field; null if the field is absent, or there is no stack trace or it is lost. */
    public StackTrace stackTraceAt(int slot) throws IOException {
        FieldLayout field = reference(slot, TypeLayout.STACK_TRACE);
        return field == null ? null : constants.stackTrace(field.type, longAt(slot));
    }

    /** Returns the stack trace for a key from {@link #longAt} of an event of this chunk; null if there is none. */
    public StackTrace stackTrace(long key) throws IOException {
        return constants == null ? null : constants.stackTrace(constants.type(TypeLayout.STACK_TRACE), key);
    }

    /**
     * Like {@link #stackTrace}, but with numbered frames and without caching: cheaper for many stacks that are read
     * once each.
     */
    public NumberedStack numberedStack(long key) throws IOException {
        return constants == null ? null : constants.numberedStack(constants.type(TypeLayout.STACK_TRACE), key);
    }

    /** Returns the frame for a number from {@link #numberedStack}. */
    public StackFrame frame(int number) throws IOException {
        return constants.frame(number);
    }

    /** Returns the class name, with dots, for a key from {@link #longAt} of an event of this chunk; null if unknown. */
    public String className(long key) throws IOException {
        return constants == null ? null : constants.string(constants.type(TypeLayout.CLASS), key);
    }

    /** Returns the thread for a key from {@link #longAt} of an event of this chunk; null if unknown. */
    public ThreadInfo thread(long key) throws IOException {
        return constants == null ? null : constants.thread(constants.type(TypeLayout.THREAD), key);
    }

    /** Reports the damage that was only counted so far, and closes the file. */
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
