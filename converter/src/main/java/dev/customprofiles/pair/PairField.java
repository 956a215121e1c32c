package dev.customprofiles.pair;

import dev.customprofiles.reader.Chunk;
import dev.customprofiles.reader.EventField;
import dev.customprofiles.reader.EventType;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/**
 * A field of an event, or a member of the value to which such a field refers.
 *
 * @param slot the field of the event itself
 * @param member the member of the referenced value, with dots for nested ones; null for the value itself
 * @param reference whether the event holds a constant pool key in place of the value
 * @param unit the unit of a number
 */
record PairField(String slot, String member, Kind kind, boolean reference, EventField.Unit unit) {

    enum Kind {
        WHOLE_NUMBER,
        FRACTION,
        THREAD,
        /** A string, or a value that has a name. */
        TEXT,
        /** An array, a stack trace, or an unknown kind. */
        OTHER
    }

    /** Finds the field of that name in a chunk's layout of an event; null if there is none. */
    static PairField find(Chunk chunk, EventType type, String name) throws IOException {
        for (int dot = name.length(); dot > 0; dot = name.lastIndexOf('.', dot - 1)) {
            EventField field = named(type.fields(), name.substring(0, dot));
            if (field != null && dot == name.length()) {
                return new PairField(name, null, kind(field), field.reference(), field.unit());
            }
            if (field != null && field.reference()) {
                String member = name.substring(dot + 1);
                EventField last = member(chunk, field, member);
                // A thread is identified only in a direct reference from an event; elsewhere it is just a name.
                return last == null
                        ? null
                        : new PairField(
                                field.name(),
                                member,
                                kind(last) == Kind.OTHER ? Kind.OTHER : Kind.TEXT,
                                true,
                                EventField.Unit.NONE);
            }
        }
        return null;
    }

    /** Returns the names of fields that {@link #find} knows and that are similar to an unknown one. */
    static List<String> names(Chunk chunk, EventType type, String near) throws IOException {
        int dot = near.indexOf('.');
        EventField owner = dot < 0 ? null : named(type.fields(), near.substring(0, dot));
        List<String> names = new ArrayList<>();
        if (owner != null && owner.reference()) {
            chunk.fields(owner.typeName()).forEach(field -> names.add(owner.name() + '.' + field.name()));
        } else {
            type.fields().forEach(field -> names.add(field.name()));
        }
        return names;
    }

    private static EventField member(Chunk chunk, EventField owner, String path) throws IOException {
        List<EventField> fields = chunk.fields(owner.typeName());
        for (int dot = path.length(); dot > 0; dot = path.lastIndexOf('.', dot - 1)) {
            EventField field = named(fields, path.substring(0, dot));
            if (field != null) {
                return dot == path.length() ? field : member(chunk, field, path.substring(dot + 1));
            }
        }
        return null;
    }

    private static EventField named(List<EventField> fields, String name) {
        return fields.stream()
                .filter(field -> field.name().equals(name))
                .findFirst()
                .orElse(null);
    }

    private static Kind kind(EventField field) {
        if (field.array()) {
            return Kind.OTHER;
        }
        return switch (field.typeName()) {
            case "boolean", "byte", "short", "char", "int", "long" -> Kind.WHOLE_NUMBER;
            case "float", "double" -> Kind.FRACTION;
            case "java.lang.String" -> Kind.TEXT;
            case "java.lang.Thread" -> Kind.THREAD;
            case "jdk.types.StackTrace" -> Kind.OTHER;
            default -> field.reference() ? Kind.TEXT : Kind.OTHER;
        };
    }
}
