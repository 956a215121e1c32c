package dev.customprofiles.reader;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Puts a chunk together by hand. The types that stack traces, threads and classes need are declared; more can be. */
public final class ChunkBuilder {
    public static final int HEADER = 68;
    public static final long START_NANOS = 1_700_000_000_000_000_000L;
    public static final long START_TICKS = 5_000_000;

    /**
     * A type and its fields; a field is {@code name:type} with {@code *} behind it for a reference, {@code []} for an array,
     * and then {@code @annotation=value}, of which the type must be declared.
     */
    record Type(long id, String name, String superType, boolean simple, List<String> fields) {}

    private final Map<String, Type> types = new LinkedHashMap<>();
    private final Encoder body = new Encoder();
    private long lastCheckpoint;
    private long metadata;
    private int holeAt;
    private long hole;

    public int major = 2;
    public int minor = 1;
    public int generation;
    public int flags = 1;
    public long startNanos = START_NANOS;
    public long durationNanos = 1_000_000_000;
    public long startTicks = START_TICKS;
    public long ticksPerSecond = 1_000_000_000;

    public ChunkBuilder() {
        for (String name : "boolean byte char short int long float double java.lang.String".split(" ")) {
            type(name, null);
        }
        simple("jdk.types.Symbol", "string:java.lang.String");
        simple("jdk.types.FrameType", "description:java.lang.String");
        type("java.lang.Class", null, "name:jdk.types.Symbol*", "modifiers:int");
        type("jdk.types.ThreadGroup", null, "parent:jdk.types.ThreadGroup*", "name:java.lang.String");
        type(
                "java.lang.Thread",
                null,
                "osName:java.lang.String",
                "osThreadId:long",
                "javaName:java.lang.String",
                "javaThreadId:long",
                "group:jdk.types.ThreadGroup*",
                "virtual:boolean");
        type(
                "jdk.types.Method",
                null,
                "type:java.lang.Class*",
                "name:jdk.types.Symbol*",
                "descriptor:jdk.types.Symbol*",
                "modifiers:int",
                "hidden:boolean");
        type(
                "jdk.types.StackFrame",
                null,
                "method:jdk.types.Method*",
                "lineNumber:int",
                "bytecodeIndex:int",
                "type:jdk.types.FrameType*");
        type("jdk.types.StackTrace", null, "truncated:boolean", "frames:jdk.types.StackFrame[]");
        type("jdk.types.ChunkHeader", null, "payload:byte[]");
    }

    /** Declares a type under the next free number, from 100 on. */
    public ChunkBuilder type(String name, String superType, String... fields) {
        return type(100 + types.size(), name, superType, fields);
    }

    public ChunkBuilder type(long id, String name, String superType, String... fields) {
        types.put(name + "#" + id, new Type(id, name, superType, false, List.of(fields)));
        return this;
    }

    private void simple(String name, String... fields) {
        types.put(name, new Type(100 + types.size(), name, null, true, List.of(fields)));
    }

    /** Declares an event: start time and stack trace, then these fields. */
    public ChunkBuilder event(String name, String... fields) {
        List<String> all = new ArrayList<>(List.of("startTime:long", "stackTrace:jdk.types.StackTrace*"));
        all.addAll(List.of(fields));
        return type(name, "jdk.jfr.Event", all.toArray(new String[0]));
    }

    public long id(String type) {
        for (Type declared : types.values()) {
            if (declared.name.equals(type)) {
                return declared.id;
            }
        }
        throw new IllegalArgumentException(type);
    }

    /** Where the next event will be. */
    public long position() {
        return HEADER + body.size() + hole;
    }

    /** Writes an event of no declared type and of that size, most of which only {@link #writeTo} writes: as a hole. */
    public ChunkBuilder hole(long size) {
        Encoder start = new Encoder().number(size).number(99_999);
        body.raw(start.bytes());
        holeAt = body.size();
        hole = size - start.size();
        return this;
    }

    /** Writes header and body at an offset of a file, and returns the offset behind. */
    long writeTo(FileChannel file, long offset) throws IOException {
        ByteBuffer bytes = ByteBuffer.wrap(build());
        int before = HEADER + holeAt;
        file.write(bytes.slice(0, before), offset);
        file.write(bytes.slice(before, bytes.limit() - before), offset + before + hole);
        return offset + bytes.limit() + hole;
    }

    /** Writes an event: its size, its type, and these bytes. */
    public ChunkBuilder write(String type, Encoder fields) {
        return write(id(type), fields);
    }

    public ChunkBuilder write(long type, Encoder fields) {
        byte[] bytes = new Encoder().number(type).raw(fields.bytes()).bytes();
        body.padded(bytes.length + 4).raw(bytes);
        return this;
    }

    /** The start of every event. */
    public static Encoder fields(long startTicks, long stackKey) {
        return new Encoder().number(startTicks).number(stackKey);
    }

    /** Writes a checkpoint with pools, each made by {@link #pool}. */
    public ChunkBuilder checkpoint(Encoder... pools) {
        Encoder fields = new Encoder().number(START_TICKS).number(0);
        fields.number(lastCheckpoint == 0 ? 0 : lastCheckpoint - position())
                .raw(1)
                .number(pools.length);
        for (Encoder pool : pools) {
            fields.raw(pool.bytes());
        }
        lastCheckpoint = position();
        return write(1, fields);
    }

    public Encoder pool(String type, int count, Encoder entries) {
        return new Encoder().number(id(type)).number(count).raw(entries.bytes());
    }

    /** ConstantPools for one stack of two frames (key 1), a thread (key 1) and a class (key 1). */
    public ChunkBuilder usualCheckpoint() {
        return checkpoint(
                pool("jdk.types.FrameType", 1, new Encoder().number(1).latin1("Interpreted")),
                pool(
                        "jdk.types.Symbol",
                        4,
                        new Encoder()
                                .number(1)
                                .utf8("a/b/Outer$Inner")
                                .number(2)
                                .utf8("method")
                                .number(3)
                                .utf8("()V")
                                .number(4)
                                .chars("größe")),
                pool("java.lang.Class", 1, new Encoder().number(1).number(1).number(0)),
                pool(
                        "jdk.types.Method",
                        2,
                        new Encoder()
                                .number(-1)
                                .number(1)
                                .number(2)
                                .number(3)
                                .number(1)
                                .raw(0)
                                .number(2)
                                .number(1)
                                .number(4)
                                .number(3)
                                .number(1)
                                .raw(1)),
                pool(
                        "jdk.types.StackTrace",
                        1,
                        new Encoder()
                                .number(1)
                                .raw(1)
                                .number(2)
                                .number(-1)
                                .number(42)
                                .number(7)
                                .number(1)
                                .number(2)
                                .number(0xffff_ffffL)
                                .number(0)
                                .number(9)),
                pool(
                        "jdk.types.ThreadGroup",
                        1,
                        new Encoder().number(1).number(0).latin1("main")),
                pool(
                        "java.lang.Thread",
                        1,
                        new Encoder()
                                .number(1)
                                .latin1("os")
                                .number(77)
                                .chars("worker")
                                .number(12)
                                .number(1)
                                .raw(0)));
    }

    /** Writes the metadata event. */
    public ChunkBuilder metadata() {
        metadata = position();
        return write(0, metadataFields());
    }

    private Encoder metadataFields() {
        List<String> strings = new ArrayList<>();
        Encoder tree = new Encoder();
        element(tree, strings, "root", Map.of(), 1);
        element(tree, strings, "metadata", Map.of(), types.size());
        for (Type type : types.values()) {
            Map<String, String> attributes = new LinkedHashMap<>();
            attributes.put("id", Long.toString(type.id));
            attributes.put("name", type.name);
            if (type.superType != null) {
                attributes.put("superType", type.superType);
            }
            if (type.simple) {
                attributes.put("simpleType", "true");
            }
            element(tree, strings, "class", attributes, type.fields.size());
            for (String field : type.fields) {
                String[] annotation = field.substring(field.indexOf('@') + 1).split("=");
                String[] parts = field.split("@")[0].split(":");
                Map<String, String> of = new LinkedHashMap<>();
                of.put("name", parts[0]);
                String typeName = parts[1].replaceAll("[*\\[\\]]", "");
                of.put("class", Long.toString(typeName.equals("nothing") ? 99_999 : id(typeName)));
                if (parts[1].contains("*")) {
                    of.put("constantPool", "true");
                }
                if (parts[1].contains("[]")) {
                    of.put("dimension", "1");
                }
                if (annotation.length == 1) {
                    element(tree, strings, "field", of, 0);
                    continue;
                }
                element(tree, strings, "field", of, 1);
                Map<String, String> says = new LinkedHashMap<>();
                says.put("class", Long.toString(id(annotation[0])));
                says.put("value", annotation[1]);
                element(tree, strings, "annotation", says, 0);
            }
        }
        Encoder all = new Encoder().number(START_TICKS).number(0).number(1).number(strings.size());
        strings.forEach(all::utf8);
        return all.raw(tree.bytes());
    }

    private static void element(
            Encoder out, List<String> strings, String name, Map<String, String> attributes, int children) {
        out.number(index(strings, name)).number(attributes.size());
        attributes.forEach((key, value) -> out.number(index(strings, key)).number(index(strings, value)));
        out.number(children);
    }

    private static int index(List<String> strings, String string) {
        if (!strings.contains(string)) {
            strings.add(string);
        }
        return strings.indexOf(string);
    }

    /** The chunk as it stands: header and body. */
    public byte[] build() {
        return header(position(), lastCheckpoint, metadata).raw(body.bytes()).bytes();
    }

    public Encoder header(long size, long checkpointOffset, long metadataOffset) {
        return new Encoder()
                .raw('F', 'L', 'R', 0)
                .big(major, 2)
                .big(minor, 2)
                .big(size, 8)
                .big(checkpointOffset, 8)
                .big(metadataOffset, 8)
                .big(startNanos, 8)
                .big(durationNanos, 8)
                .big(startTicks, 8)
                .big(ticksPerSecond, 8)
                .raw(generation, 0)
                .big(flags, 2);
    }

    /** A chunk with events "tiny.Event" of ids from 1 on, between two checkpoints, with the metadata at the start. */
    public static ChunkBuilder tiny(int events) {
        ChunkBuilder chunk = new ChunkBuilder();
        chunk.event("tiny.Event", "thread:java.lang.Thread*", "name:java.lang.String", "id:long", "ratio:double");
        chunk.metadata().checkpoint();
        for (int i = 1; i <= events; i++) {
            chunk.write("tiny.Event", tinyFields(i));
        }
        return chunk.usualCheckpoint();
    }

    public static Encoder tinyFields(int id) {
        return fields(START_TICKS + id, 1)
                .number(1)
                .chars("name " + id % 3)
                .number(id)
                .big(Double.doubleToLongBits(id / 2d), 8);
    }
}
