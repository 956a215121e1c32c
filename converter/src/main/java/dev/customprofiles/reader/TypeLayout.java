package dev.customprofiles.reader;

import java.util.ArrayList;
import java.util.List;

/** A type as a chunk's metadata declares it: a primitive, a structure, an event or an annotation. */
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

    /** Declared as a wrapper around its only field; the bytes are the same. */
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

    /** Such a type's values are not made of others. */
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

    /** The fields, and those of structures that are written inline in their place. */
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
