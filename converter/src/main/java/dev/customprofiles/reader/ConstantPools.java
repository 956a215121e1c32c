package dev.customprofiles.reader;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/** The values in a chunk's constant pools, by key; decoded on demand and cached. */
final class ConstantPools {
    /** Maximum depth of references between constants. A cycle is damage. */
    private static final int DEEPEST = 8;

    /** Maximum number of frames: the JVM keeps at most 2048. */
    private static final int MOST_FRAMES = 1 << 16;

    /** Key of a string that is not pooled. */
    private static final long NO_KEY = Long.MIN_VALUE;

    private static final String UNKNOWN_METHOD = "[unknown]";

    /** How a type is interpreted. A type with a damaged layout may be read in several ways. */
    private enum Shape {
        TEXT,
        THREAD("javaThreadId", "javaName", "osName", "osThreadId", "virtual", "group"),
        STACK("truncated", "frames"),
        FRAME("method", "lineNumber", "type"),
        METHOD("type", "name", "descriptor", "hidden");

        final List<String> fields;

        Shape(String... fields) {
            this.fields = List.of(fields);
        }
    }

    /** Reads the wanted fields of a layout into slots. */
    private static final class Reader {
        final TypeLayout type;
        final Plan plan;
        /** Bits of numbers, start positions of arrays, and keys of pooled strings. */
        final long[] values;

        final String[] strings;
        private final RepeatedString[] encoded;

        Reader(TypeLayout type, List<String> fields) {
            this.type = type;
            plan = Plan.whole(type, fields);
            values = new long[fields.size()];
            strings = new String[fields.size()];
            encoded = plan.strings();
        }

        FieldLayout field(int slot) {
            return plan.slot(slot);
        }

        /** Returns the value last read for a slot, or the default if there is no such field. */
        long value(int slot, long otherwise) {
            return plan.slot(slot) == null ? otherwise : values[slot];
        }

        /**
         * Reads the value at a position; returns the position after it, or more than {@code end} if the data ends too
         * early.
         */
        int read(byte[] bytes, int position, int end) {
            int behind = plan.run(bytes, position, end, values, encoded);
            if (behind <= end) {
                for (int slot = 0; slot < values.length; slot++) {
                    if (encoded[slot] != null) {
                        string(slot, bytes, encoded[slot].begin(), encoded[slot].end());
                    }
                }
            }
            return behind;
        }

        private void string(int slot, byte[] bytes, int position, int end) {
            if (EncodedString.isPooled(bytes, position)) {
                values[slot] = EncodedString.poolKey(bytes, position);
                strings[slot] = null;
            } else {
                values[slot] = NO_KEY;
                strings[slot] = EncodedString.decode(bytes, position, end);
            }
        }

        boolean isSet(int slot) {
            return value(slot, 0) != 0;
        }
    }

    private record Method(String className, String name, String descriptor, boolean hidden) {}

    private static final Method UNKNOWN = new Method("", UNKNOWN_METHOD, "", false);

    private final Metadata metadata;
    private final PoolIndex pools;
    private final Pages pages;

    private final List<LongMap<Reader>> readers = new ArrayList<>();
    private final LongMap<LongMap<String>> strings = new LongMap<>();
    private final LongMap<Method> methods = new LongMap<>();
    private final LongMap<ThreadInfo> threads = new LongMap<>();
    private final LongMap<StackTrace> stacks = new LongMap<>();

    private final FrameNumbers frames = new FrameNumbers();

    /** Decodes frames, using the layout given by the stack trace's field. */
    private Reader frameReader;

    private final LongMap<Boolean> missingStacks = new LongMap<>();

    ConstantPools(Metadata metadata, PoolIndex pools, Pages pages) {
        this.metadata = metadata;
        this.pools = pools;
        this.pages = pages;
        for (int i = 0; i < Shape.values().length; i++) {
            readers.add(new LongMap<>());
        }
    }

    /** Returns the number of requested stack traces that no pool has. */
    int missingStacks() {
        return missingStacks.size();
    }

    /** Returns the type of a name, or null. */
    TypeLayout type(String name) {
        List<TypeLayout> named = metadata.named(name);
        return named.isEmpty() ? null : named.get(0);
    }

    /** Returns a constant as text, see {@link ChunkReader#stringAt}; null if it is absent or has no text form. */
    String string(TypeLayout type, long key) throws IOException {
        return string(type, key, 0);
    }

    private String string(TypeLayout type, long key, int depth) throws IOException {
        if (type == null || depth > DEEPEST) {
            return null;
        }
        LongMap<String> known = strings.get(type.id);
        if (known == null) {
            known = new LongMap<>();
            strings.put(type.id, known);
        }
        String string = known.get(key);
        if (string == null) {
            string = decodeString(type, key, depth);
            if (string != null) {
                known.put(key, string);
            }
        }
        return string;
    }

    private String decodeString(TypeLayout type, long key, int depth) throws IOException {
        switch (type.name) {
            case TypeLayout.CLASS:
                String name = field(type, "name", key, depth);
                return name == null ? null : ClassNames.dotted(name);
            case TypeLayout.THREAD:
                ThreadInfo thread = thread(type, key, depth);
                return thread == null ? null : thread.displayName();
            case TypeLayout.METHOD:
                Method method = method(type, key, depth);
                if (method == UNKNOWN) {
                    return null;
                }
                return method.className.isEmpty() ? method.name : method.className + '.' + method.name;
            default:
                return field(type, type.isLeaf() ? "" : nameField(type), key, depth);
        }
    }

    /** Returns a member of a constant as text; see {@link ChunkReader#stringAt(int, String)}. */
    String member(TypeLayout type, long key, String path) throws IOException {
        TypeLayout owner = type;
        long ownerKey = key;
        String rest = path;
        for (int depth = 0; depth <= DEEPEST; depth++) {
            // The part of the path within one value: a single name, unless structures are written inline.
            int end = rest.indexOf('.');
            Reader reader = member(owner, rest.substring(0, end < 0 ? rest.length() : end));
            while (end >= 0 && reader.field(0) == null) {
                end = rest.indexOf('.', end + 1);
                reader = member(owner, rest.substring(0, end < 0 ? rest.length() : end));
            }
            FieldLayout field = reader.field(0);
            if (field == null || !read(reader, ownerKey)) {
                return null;
            }
            if (end < 0) {
                String text = field.text(reader.value(0, 0));
                return text != null ? text : text(reader, 0, depth);
            }
            if (field.kind != FieldLayout.Kind.REFERENCE) {
                return null;
            }
            owner = field.type;
            ownerKey = reader.value(0, 0);
            rest = rest.substring(end + 1);
        }
        return null;
    }

    private static Reader member(TypeLayout type, String field) {
        return new Reader(type, List.of(field));
    }

    /** Returns the field that represents a type as text: its only field, or its name. */
    private static String nameField(TypeLayout type) {
        return type.fields.size() == 1 ? type.fields.get(0).name : "name";
    }

    private String field(TypeLayout type, String field, long key, int depth) throws IOException {
        Reader reader = reader(type, Shape.TEXT, List.of(field));
        if (!read(reader, key)) {
            return null;
        }
        return text(reader, 0, depth);
    }

    /** Returns the text in a slot. Must be called before anything else is read with the same reader. */
    private String text(Reader reader, int slot, int depth) throws IOException {
        FieldLayout field = reader.field(slot);
        if (field == null) {
            return null;
        }
        if (reader.strings[slot] != null) {
            return reader.strings[slot];
        }
        if (field.kind == FieldLayout.Kind.REFERENCE || field.kind == FieldLayout.Kind.STRING) {
            // A reference, or a string in the String pool.
            long key = reader.value(slot, NO_KEY);
            return key == NO_KEY ? null : string(field.type, key, depth + 1);
        }
        return null;
    }

    /** Returns the thread for a key, or null. */
    ThreadInfo thread(TypeLayout type, long key) throws IOException {
        return thread(type, key, 0);
    }

    private ThreadInfo thread(TypeLayout type, long key, int depth) throws IOException {
        if (type == null || depth > DEEPEST) {
            return null;
        }
        ThreadInfo known = threads.get(key);
        if (known != null) {
            return known;
        }
        Reader reader = reader(type, Shape.THREAD);
        if (!read(reader, key)) {
            return null;
        }
        long javaId = reader.value(0, 0);
        long osId = reader.value(3, 0);
        boolean virtual = reader.isSet(4);
        ThreadInfo thread = new ThreadInfo(
                javaId <= 0 ? -1 : javaId,
                text(reader, 1, depth),
                text(reader, 2, depth),
                osId,
                virtual,
                text(reader, 5, depth));
        threads.put(key, thread);
        return thread;
    }

    /** Returns the stack trace for a key, or null if there is none (0) or it is lost. */
    StackTrace stackTrace(TypeLayout type, long key) throws IOException {
        StackTrace known = stacks.get(key);
        if (known != null) {
            return known;
        }
        NumberedStack numbered = numberedStack(type, key);
        if (numbered == null) {
            return null;
        }
        List<StackFrame> list = new ArrayList<>(numbered.frames().length);
        for (int number : numbered.frames()) {
            list.add(frame(number));
        }
        StackTrace stack = new StackTrace(list, numbered.truncated());
        stacks.put(key, stack);
        return stack;
    }

    /** Like {@link #stackTrace}, but not cached. */
    NumberedStack numberedStack(TypeLayout type, long key) throws IOException {
        if (key == 0 || type == null) {
            return null;
        }
        Reader reader = reader(type, Shape.STACK);
        long offset = pools.offset(type, key);
        Window window = offset == 0 ? null : window(reader, offset);
        FieldLayout framesField = reader.field(1);
        if (window == null
                || framesField == null
                || framesField.kind != FieldLayout.Kind.ARRAY
                || framesField.reference) {
            missingStacks.put(key, Boolean.TRUE);
            return null;
        }
        frameReader = reader(framesField.type, Shape.FRAME);
        return new NumberedStack(numbers(reader, window), reader.isSet(0));
    }

    /** Decodes all numbers before any frame is resolved, because resolving may move the window. */
    private int[] numbers(Reader stack, Window window) {
        int p = (int) stack.value(1, 0);
        long count = Varints.get(window.bytes, p);
        p = Varints.skip(window.bytes, p);
        if (frameReader.type.isLeaf()) {
            return new int[0];
        }
        // All of them are in the window.
        int[] numbers = new int[(int) Math.min(count, MOST_FRAMES)];
        for (int i = 0; i < numbers.length; i++) {
            p = frameReader.read(window.bytes, p, window.limit);
            numbers[i] = frames.number(frameReader.value(0, -1), frameReader.value(1, -1), frameReader.value(2, -1));
        }
        return numbers;
    }

    /** Returns the frame for a number. */
    StackFrame frame(int number) throws IOException {
        StackFrame known = frames.frame(number);
        if (known == null) {
            known = resolved(frames.method(number), frames.line(number), frames.type(number));
            frames.put(number, known);
        }
        return known;
    }

    private StackFrame resolved(long methodKey, long line, long typeKey) throws IOException {
        FieldLayout methodField = frameReader.field(0);
        Method method = methodField == null || methodField.kind != FieldLayout.Kind.REFERENCE
                ? UNKNOWN
                : method(methodField.type, methodKey, 0);
        FieldLayout typeField = frameReader.field(2);
        String type = typeField == null || typeField.kind != FieldLayout.Kind.REFERENCE
                ? null
                : string(typeField.type, typeKey);
        return new StackFrame(
                method.className, method.name, method.descriptor, line(line), method.hidden, type == null ? "" : type);
    }

    /** The JVM writes -1 for no line, and async-profiler writes it as a short. */
    private static int line(long raw) {
        int line = (int) raw;
        return line < 0 || line == 0xffff ? -1 : line;
    }

    private Method method(TypeLayout type, long key, int depth) throws IOException {
        if (depth > DEEPEST) {
            return UNKNOWN;
        }
        Method known = methods.get(key);
        if (known != null) {
            return known;
        }
        Reader reader = reader(type, Shape.METHOD);
        if (!read(reader, key)) {
            return UNKNOWN;
        }
        boolean hidden = reader.isSet(3);
        String className = text(reader, 0, depth);
        String name = text(reader, 1, depth);
        String descriptor = text(reader, 2, depth);
        Method method = new Method(
                className == null ? "" : className,
                name == null ? UNKNOWN_METHOD : name,
                descriptor == null ? "" : descriptor,
                hidden);
        methods.put(key, method);
        return method;
    }

    private Reader reader(TypeLayout type, Shape shape) {
        return reader(type, shape, shape.fields);
    }

    private Reader reader(TypeLayout type, Shape shape, List<String> fields) {
        LongMap<Reader> ofShape = readers.get(shape.ordinal());
        Reader reader = ofShape.get(type.id);
        if (reader == null) {
            reader = new Reader(type, fields);
            ofShape.put(type.id, reader);
        }
        return reader;
    }

    private boolean read(Reader reader, long key) throws IOException {
        long offset = pools.offset(reader.type, key);
        return offset != 0 && window(reader, offset) != null;
    }

    /** Reads the value at an offset into the reader's slots; returns its window, or null if it does not fit. */
    private Window window(Reader reader, long offset) throws IOException {
        for (int size = 1; size <= Window.LARGEST; size = Math.max(size, 1 << 15) * 2) {
            Window window = pages.at(offset, size);
            int position = (int) (offset - window.base);
            if (position >= window.limit) {
                return null;
            }
            if (reader.read(window.bytes, position, window.limit) <= window.limit) {
                return window;
            }
            if (window.limit < window.capacity()) {
                return null;
            }
        }
        return null;
    }
}
