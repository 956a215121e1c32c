package dev.customprofiles.reader;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.logging.Level;
import java.util.logging.Logger;
import java.util.regex.Pattern;
import org.openjdk.jmc.common.IMCClassLoader;
import org.openjdk.jmc.common.IMCFrame;
import org.openjdk.jmc.common.IMCMethod;
import org.openjdk.jmc.common.IMCModule;
import org.openjdk.jmc.common.IMCOldObject;
import org.openjdk.jmc.common.IMCPackage;
import org.openjdk.jmc.common.IMCStackTrace;
import org.openjdk.jmc.common.IMCThread;
import org.openjdk.jmc.common.IMCType;
import org.openjdk.jmc.common.item.IAccessorKey;
import org.openjdk.jmc.common.item.IItem;
import org.openjdk.jmc.common.item.IItemIterable;
import org.openjdk.jmc.common.item.IMemberAccessor;
import org.openjdk.jmc.common.item.IType;
import org.openjdk.jmc.common.unit.IQuantity;
import org.openjdk.jmc.common.unit.UnitLookup;
import org.openjdk.jmc.common.util.LabeledIdentifier;
import org.openjdk.jmc.flightrecorder.JfrLoaderToolkit;

/**
 * The reader against Mission Control's parser, which reads what the JDK's does not: async-profiler's and Datadog's files,
 * several JVMs in one, and what a killed JVM leaves. Every value of every event, in any order, for Mission Control has one of its
 * own.
 *
 * <p>What it makes of a value by design is undone here: types whose fields differ between chunks get a number behind their
 * name; numbers have units and may be told as text; a field may have another name.
 */
final class MissionControl {
    /** What it puts behind the name of a type whose fields differ between chunks. */
    private static final Pattern DISTINCTION = Pattern.compile("[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$");

    private static final Logger LOGGER = Logger.getLogger("org.openjdk.jmc");

    /** Computed with doubles from other numbers than ours: about a microsecond in ten years. */
    private static final long TOLERANCE_NANOS = 2_000;

    /** The same by another name, so that its pages need not know old ones. */
    private static final Map<String, String> RENAMED = Map.of(
            "jdk.ExecutionSample.eventThread", "sampledThread",
            "jdk.NativeMethodSample.eventThread", "sampledThread",
            "jdk.ThreadStart.eventThread", "thread",
            "jdk.ThreadEnd.eventThread", "thread",
            "jdk.ThreadAllocationStatistics.eventThread", "thread",
            "jdk.ActiveSetting.settingFor", "id");

    /** What it says of a package again, as a field. */
    private static final Set<String> DERIVED = Set.of("jdk.ModuleExport.exportingModule");

    /** The values of an event's fields, those apart that cannot be equal to the last digit: instants that are computed. */
    private static final class Rows {
        /** By type; of each the text of all other values, and with that the instants of the events that have it. */
        final Map<String, Map<String, List<long[]>>> types = new TreeMap<>();

        void add(String type, Map<String, Object> values) {
            StringBuilder text = new StringBuilder();
            List<Long> instants = new ArrayList<>();
            new TreeMap<>(values).forEach((field, value) -> {
                text.append(field).append('=');
                if (value instanceof Instant instant) {
                    instants.add(instant.nanos);
                } else {
                    text.append(value);
                }
                text.append("; ");
            });
            types.computeIfAbsent(type, absent -> new TreeMap<>())
                    .computeIfAbsent(text.toString(), absent -> new ArrayList<>())
                    .add(instants.stream().mapToLong(Long::longValue).toArray());
        }
    }

    private record Instant(long nanos) {}

    /** Stacks are long, and many events have the same: a number for each. */
    private final Map<String, Integer> stacks = new HashMap<>();

    private final Map<Object, Object> known = new HashMap<>();

    /** The fields of each type that it has told of. */
    private final Map<String, Set<String>> told = new HashMap<>();

    private MissionControl() {}

    /** Compares all values of all events, type by type; returns how many values that were. */
    static long compare(Path... files) throws Exception {
        MissionControl both = new MissionControl();
        LOGGER.setLevel(Level.SEVERE); // it warns of each type whose fields differ
        Rows expected = new Rows();
        for (Path file : files) {
            both.expect(file, expected);
        }
        Rows found = new Rows();
        long values = both.find(files, found);
        // Of these it leaves out the errors, which have an event of their own; so it is no witness here.
        expected.types.remove("jdk.JavaExceptionThrow");
        found.types.remove("jdk.JavaExceptionThrow");
        assertEquals(expected.types.keySet(), found.types.keySet());
        expected.types.forEach((type, rows) -> both.compare(type, rows, found.types.get(type)));
        return values;
    }

    private void compare(String type, Map<String, List<long[]>> expected, Map<String, List<long[]>> found) {
        Set<String> missing = new TreeSet<>(expected.keySet());
        missing.removeAll(found.keySet());
        Set<String> tooMany = new TreeSet<>(found.keySet());
        tooMany.removeAll(expected.keySet());
        if (!missing.isEmpty() || !tooMany.isEmpty()) {
            throw new AssertionError(type + ": only they have " + missing.size() + " kinds of rows, only we "
                    + tooMany.size() + ":\n" + explained(missing) + "\n" + explained(tooMany));
        }
        expected.forEach((row, instants) -> {
            List<long[]> ours = found.get(row);
            assertEquals(instants.size(), ours.size(), () -> type + ": events with " + row);
            instants.sort(Arrays::compare);
            ours.sort(Arrays::compare);
            for (int i = 0; i < ours.size(); i++) {
                for (int k = 0; k < instants.get(i).length; k++) {
                    long off = instants.get(i)[k] - ours.get(i)[k];
                    assertTrue(Math.abs(off) <= TOLERANCE_NANOS, () -> type + ": off by " + off + " ns: " + row);
                }
            }
        });
    }

    private String explained(Set<String> rows) {
        String row = rows.isEmpty() ? "nothing" : rows.iterator().next();
        for (Map.Entry<String, Integer> stack : stacks.entrySet()) {
            row = row.replace("stack " + stack.getValue() + ";", stack.getKey() + ";");
        }
        return row;
    }

    private void expect(Path file, Rows rows) throws Exception {
        for (IItemIterable ofOneType : JfrLoaderToolkit.loadEvents(file.toFile())) {
            IType<IItem> type = ofOneType.getType();
            String name = DISTINCTION.matcher(type.getIdentifier()).replaceFirst("");
            Map<String, IMemberAccessor<?, IItem>> fields = new LinkedHashMap<>();
            for (IAccessorKey<?> key : type.getAccessorKeys().keySet()) {
                String field = key.getIdentifier().replace(':', '.');
                if (!DERIVED.contains(name + '.' + field)) {
                    fields.put(RENAMED.getOrDefault(name + '.' + field, field), type.getAccessor(key));
                }
            }
            told.computeIfAbsent(name, absent -> new HashSet<>()).addAll(fields.keySet());
            for (IItem event : ofOneType) {
                Map<String, Object> values = new HashMap<>();
                fields.forEach((field, accessor) -> values.put(field, value(accessor.getMember(event))));
                rows.add(name, values);
            }
        }
    }

    private Object value(Object value) {
        if (value instanceof IQuantity quantity) {
            if (quantity.getType().equals(UnitLookup.TIMESTAMP)) {
                return new Instant(quantity.clampedLongValueIn(UnitLookup.EPOCH_NS));
            }
            Number number = quantity.numberValue();
            return number instanceof Double ? number : (Object) number.longValue();
        } else if (value instanceof Boolean flag) {
            return flag ? 1L : 0L;
        } else if (value instanceof Number number) {
            return number.longValue();
        } else if (value instanceof LabeledIdentifier identifier) {
            return identifier.getImplementationId();
        } else if (value instanceof IMCStackTrace stack) {
            return known.computeIfAbsent(stack, absent -> number(text(stack)));
        } else if (value instanceof IMCThread thread) {
            // A thread of the JVM's own has the Java id 0 in a recording, which we tell as -1 like the JDK.
            return (thread.getThreadId() == 0 ? -1 : thread.getThreadId()) + " " + thread.getThreadName();
        } else if (value instanceof IMCType type) {
            return type.getFullName();
        } else if (value instanceof IMCMethod method) {
            return method.getType().getFullName() + "." + method.getMethodName();
        } else if (value instanceof IMCModule module) {
            return module.getName();
        } else if (value instanceof IMCPackage aPackage) {
            return aPackage.getName();
        } else if (value instanceof IMCClassLoader loader) {
            return loader.getName();
        } else if (value instanceof IMCOldObject object) {
            return object.getType().getFullName();
        }
        return value;
    }

    private String number(String stack) {
        return "stack " + stacks.computeIfAbsent(stack, absent -> stacks.size());
    }

    private static String text(IMCStackTrace stack) {
        StringBuilder text = new StringBuilder(stack.getTruncationState().isTruncated() ? "truncated" : "");
        for (IMCFrame frame : stack.getFrames()) {
            IMCMethod method = frame.getMethod();
            text.append('\n').append(method.getType().getFullName());
            text.append('.').append(method.getMethodName()).append(method.getFormalDescriptor());
            text.append(':').append(frame.getFrameLineNumber());
        }
        return text.toString();
    }

    private static String text(StackTrace stack) {
        StringBuilder text = new StringBuilder(stack.truncated() ? "truncated" : "");
        for (StackFrame frame : stack.frames()) {
            text.append('\n').append(frame.className());
            text.append('.').append(frame.methodName()).append(frame.descriptor());
            text.append(':').append(frame.line());
        }
        return text.toString();
    }

    private long find(Path[] files, Rows rows) throws IOException {
        long values = 0;
        try (Recording recording = Recording.open(List.of(files))) {
            for (Chunk chunk : recording.chunks()) {
                known.clear();
                // A chunk may have several types of a name, with different fields.
                Map<String, Map<String, EventField>> types = new LinkedHashMap<>();
                for (EventType type : chunk.eventTypes()) {
                    Map<String, EventField> fields =
                            types.computeIfAbsent(type.name(), absent -> new LinkedHashMap<>());
                    type.fields().forEach(field -> fields.putIfAbsent(field.name(), field));
                }
                List<EventType> wanted = new ArrayList<>();
                List<EventSelection> selections = new ArrayList<>();
                types.forEach((name, fields) -> {
                    wanted.add(new EventType(0, name, null, List.copyOf(fields.values())));
                    selections.add(new EventSelection(name, List.copyOf(fields.keySet())));
                });
                try (ChunkReader reader = chunk.read(selections.toArray(EventSelection[]::new))) {
                    for (int event = reader.next(); event >= 0; event = reader.next()) {
                        Map<String, Object> row = row(wanted.get(event), reader);
                        values += row.size();
                        rows.add(wanted.get(event).name(), row);
                    }
                }
            }
        }
        return values;
    }

    private Map<String, Object> row(EventType type, ChunkReader reader) throws IOException {
        Set<String> fields = told.getOrDefault(type.name(), Set.of());
        Map<String, Object> row = new HashMap<>();
        for (int slot = 0; slot < type.fields().size(); slot++) {
            EventField field = type.fields().get(slot);
            // A structure of one field is that field to it.
            String outer = field.name().replaceFirst("\\.[^.]*$", "");
            String name = fields.contains(field.name()) ? field.name() : outer;
            if (fields.contains(name) && reader.has(slot)) {
                row.put(name, value(field, slot, reader));
            }
        }
        return row;
    }

    private Object value(EventField field, int slot, ChunkReader reader) throws IOException {
        if (field.reference() || field.typeName().equals("java.lang.String")) {
            return switch (field.typeName()) {
                case "jdk.types.StackTrace" -> {
                    StackTrace stack = reader.stackTraceAt(slot);
                    yield stack == null ? null : number(text(stack));
                }
                case "java.lang.Thread" -> {
                    ThreadInfo thread = reader.threadAt(slot);
                    yield thread == null ? null : thread.javaThreadId() + " " + thread.displayName();
                }
                case "jdk.types.OldObject" -> reader.stringAt(slot, "type");
                // Named as in the JVM, where Mission Control names them as in Java.
                case "jdk.types.Package" -> {
                    String name = reader.stringAt(slot);
                    yield name == null ? null : name.replace('/', '.');
                }
                default -> reader.stringAt(slot);
            };
        } else if (field.unit() == EventField.Unit.TIMESTAMP) {
            return new Instant(reader.nanosAt(slot));
        }
        return switch (field.typeName()) {
            case "float", "double" -> reader.doubleAt(slot);
            // It takes signed bytes for unsigned ones and the other way round.
            case "byte" -> {
                long number = reader.longAt(slot);
                yield number < 0 ? number & 0xff : (long) (byte) number;
            }
            case "char" -> String.valueOf((char) reader.longAt(slot));
            default -> reader.longAt(slot);
        };
    }
}
