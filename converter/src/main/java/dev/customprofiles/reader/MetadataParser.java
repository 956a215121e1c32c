package dev.customprofiles.reader;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Parses a metadata event: size, type 0, start, duration, metadata id, a table of strings, and a tree of elements whose
 * names and attributes are indexes into the table (JDK, MetadataReader). Only the elements {@code root/metadata/class},
 * their {@code field}s and {@code annotation}s are used.
 */
final class MetadataParser {
    private static final int DEEPEST = 32;

    /** The message is the reason of a {@link Damage}. */
    static final class MalformedException extends Exception {
        private static final long serialVersionUID = 1L;

        MalformedException(String message) {
            super(message);
        }
    }

    private record Element(String name, Map<String, String> attributes, List<Element> children) {
        String attribute(String key) {
            return attributes.get(key);
        }

        String attribute(String key, String otherwise) {
            return attributes.getOrDefault(key, otherwise);
        }

        long id(String key) throws MalformedException {
            try {
                return Long.parseLong(attribute(key, "none"));
            } catch (NumberFormatException e) {
                throw new MalformedException("metadata: " + name + " has no " + key);
            }
        }
    }

    private final byte[] bytes;
    private final int end;
    private int position;
    private String[] strings;

    private MetadataParser(byte[] bytes, int end) {
        this.bytes = bytes;
        this.end = end;
    }

    /** Parses the event in the first {@code length} bytes of an array that has {@link Varints#SLACK} more bytes. */
    static Metadata parse(byte[] bytes, int length) throws MalformedException {
        return new MetadataParser(bytes, length).parse();
    }

    private Metadata parse() throws MalformedException {
        number(); // size
        if (number() != 0) {
            throw new MalformedException("no metadata event where the header says");
        }
        number(); // start
        number(); // duration
        number(); // id: two JVMs may use the same one
        strings = new String[count()];
        for (int i = 0; i < strings.length; i++) {
            strings[i] = string();
        }
        return types(element(0));
    }

    private Metadata types(Element root) throws MalformedException {
        Map<Long, TypeLayout> declared = new HashMap<>();
        List<Element> classes = new ArrayList<>();
        Metadata metadata = new Metadata();
        for (Element child : root.children) {
            if ("metadata".equals(child.name)) {
                for (Element type : child.children) {
                    if ("class".equals(type.name) && type.attribute("name") != null) {
                        TypeLayout layout = new TypeLayout(
                                type.id("id"),
                                type.attribute("name"),
                                type.attribute("superType"),
                                "true".equals(type.attribute("simpleType")));
                        if (declared.putIfAbsent(layout.id, layout) == null) {
                            classes.add(type);
                            metadata.add(layout);
                        }
                    }
                }
            }
        }
        for (Element type : classes) {
            define(declared.get(type.id("id")), type, declared);
        }
        return metadata;
    }

    private static void define(TypeLayout layout, Element type, Map<Long, TypeLayout> declared)
            throws MalformedException {
        for (Element child : type.children) {
            if ("annotation".equals(child.name)) {
                if ("jdk.jfr.Label".equals(annotation(child, declared))) {
                    layout.label = child.attribute("value");
                }
            } else if ("field".equals(child.name)) {
                layout.fields.add(field(layout, child, declared));
            }
        }
    }

    private static FieldLayout field(TypeLayout owner, Element element, Map<Long, TypeLayout> declared)
            throws MalformedException {
        long typeId = element.id("class");
        TypeLayout type = declared.get(typeId);
        if (type == null) {
            // Its values cannot be read or skipped, which matters only for fields that follow them.
            type = new TypeLayout(typeId, "undeclared type " + typeId, null, false);
        }
        FieldLayout field = new FieldLayout(
                element.attribute("name", ""),
                type,
                "true".equals(element.attribute("constantPool")),
                dimension(element.attribute("dimension", "0")));
        for (Element child : element.children) {
            if ("annotation".equals(child.name)) {
                annotate(field, annotation(child, declared), child.attribute("value"));
            }
        }
        return field;
    }

    private static int dimension(String text) throws MalformedException {
        try {
            return Math.max(0, Integer.parseInt(text));
        } catch (NumberFormatException e) {
            throw new MalformedException("metadata: a field's dimension is " + text);
        }
    }

    private static String annotation(Element element, Map<Long, TypeLayout> declared) throws MalformedException {
        TypeLayout type = declared.get(element.id("class"));
        return type == null ? "" : type.name;
    }

    private static void annotate(FieldLayout field, String annotation, String value) {
        switch (annotation) {
            case "jdk.jfr.Label" -> field.label = value;
            case "jdk.jfr.Unsigned" -> field.unsigned = true;
            case "jdk.jfr.DataAmount" ->
                field.unit = "BITS".equals(value) ? EventField.Unit.BITS : EventField.Unit.BYTES;
            case "jdk.jfr.Timespan" -> {
                field.unit = EventField.Unit.TIMESPAN;
                field.nanos = switch (value == null ? "" : value) {
                    case "TICKS" -> FieldLayout.TICKS;
                    case "MICROSECONDS" -> 1_000;
                    case "MILLISECONDS" -> 1_000_000;
                    case "SECONDS" -> 1_000_000_000;
                    default -> 1;
                };
            }
            case "jdk.jfr.Timestamp" -> {
                field.unit = EventField.Unit.TIMESTAMP;
                field.nanos = "TICKS".equals(value) ? FieldLayout.TICKS : 1_000_000;
            }
            default -> {}
        }
    }

    private Element element(int depth) throws MalformedException {
        if (depth > DEEPEST) {
            throw new MalformedException("metadata: elements are nested deeper than " + DEEPEST);
        }
        String name = tableString();
        int attributes = count();
        Map<String, String> values = attributes == 0 ? Map.of() : new HashMap<>(Math.min(attributes, 8) * 2);
        for (int i = 0; i < attributes; i++) {
            String key = tableString();
            values.put(key, tableString());
        }
        int count = count();
        List<Element> children = count == 0 ? List.of() : new ArrayList<>(Math.min(count, 16));
        for (int i = 0; i < count; i++) {
            children.add(element(depth + 1));
        }
        return new Element(name, values, children);
    }

    private String tableString() throws MalformedException {
        long index = number();
        if (index < 0 || index >= strings.length) {
            throw new MalformedException("metadata: no string " + index + " among " + strings.length);
        }
        return strings[(int) index];
    }

    private String string() throws MalformedException {
        int from = position;
        position = EncodedString.skip(bytes, from, end);
        if (position > end) {
            throw new MalformedException("metadata: a string runs past the end");
        }
        return EncodedString.isPooled(bytes, from) ? null : EncodedString.decode(bytes, from, position);
    }

    /** Reads the number of items that take at least a byte each. */
    private int count() throws MalformedException {
        long count = number();
        if (count < 0 || count > end - position) {
            throw new MalformedException("metadata: a count of " + count + " in " + (end - position) + " bytes");
        }
        return (int) count;
    }

    private long number() throws MalformedException {
        if (position >= end) {
            throw new MalformedException("metadata: cut short");
        }
        long number = Varints.get(bytes, position);
        position = Varints.skip(bytes, position);
        return number;
    }
}
