package dev.customprofiles.reader;

import java.util.ArrayList;
import java.util.List;

/** A type declared in the metadata of a chunk: a primitive, a structure, an event or an annotation. */
final class TypeLayout {
    static final String EVENT = "jdk.jfr.Event";
    static final String STRING = "java.lang.String";
    static final String CLASS = "java.lang.Class";
    static final String THREAD = "java.lang.Thread";
    static final String STACK_TRACE = "jdk.types.StackTrace";
    static final String METHOD = "jdk.types.Method";

    final long id;
    final String name;
    final String superType;

    /** Whether the type is declared as a wrapper around its only field; the bytes are the same. */
    final boolean simple;

    String label;
    final List<FieldLayout> fields = new ArrayList<>();

    TypeLayout(long id, String name, String superType, boolean simple) {
        this.id = id;
        this.name = name;
        this.superType = superType;
        this.simple = simple;
    }

    boolean isEvent() {
        return EVENT.equals(superType);
    }

    /** Returns whether values of the type are not composed of others. */
    boolean isLeaf() {
        return fields.isEmpty();
    }

    FieldLayout field(String fieldName) {
        for (FieldLayout field : fields) {
            if (field.name.equals(fieldName)) {
                return field;
            }
        }
        return null;
    }

    EventType toEventType() {
        return new EventType(id, name, label, describe());
    }

    /** Returns the fields, with inline structures replaced by their fields. */
    List<EventField> describe() {
        List<EventField> described = new ArrayList<>();
        for (FieldLayout field : fields) {
            describe(field, "", 0, described);
        }
        return described;
    }

    private static void describe(FieldLayout field, String prefix, int depth, List<EventField> described) {
        String path = prefix + field.name;
        boolean array = field.dimension > 0;
        if (!array && !field.reference && !field.type.isLeaf() && depth < Plan.DEEPEST) {
            if (described.size() > Plan.LONGEST) {
                return;
            }
            for (FieldLayout inner : field.type.fields) {
                describe(inner, path + '.', depth + 1, described);
            }
        } else {
            described.add(new EventField(path, field.type.name, array, field.reference, field.unit, field.label));
        }
    }
}
