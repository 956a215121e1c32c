package dev.customprofiles.reader;

/** A field of a {@link TypeLayout}. */
final class FieldLayout {
    /** Stands for a number of nanoseconds if the unit is a tick of the chunk's clock. */
    static final long TICKS = 0;

    /** How a value is encoded. Determined once, because it is needed for every value of every event. */
    enum Kind {
        BOOLEAN,
        BYTE,
        SHORT,
        CHAR,
        INT,
        LONG,
        FLOAT,
        DOUBLE,
        STRING,
        /** A key to the type's constant pool. */
        REFERENCE,
        ARRAY,
        /** A sequence of fields; without fields, a value of unknown length. */
        STRUCTURE
    }

    final String name;
    final TypeLayout type;
    final Kind kind;

    /** Whether the value, or each value of an array, is a key to the type's constant pool. */
    final boolean reference;

    final int dimension;

    String label;
    EventField.Unit unit = EventField.Unit.NONE;

    /** For a timestamp or timespan, the unit in nanoseconds, or {@link #TICKS}. */
    long nanos = 1;

    boolean unsigned;

    FieldLayout(String name, TypeLayout type, boolean reference, int dimension) {
        this.name = name;
        this.type = type;
        this.reference = reference;
        this.dimension = dimension;
        this.kind = kind();
    }

    /** Converts a decoded value for {@link ChunkReader#longAt}. */
    long number(long value) {
        return switch (kind) {
            case LONG, REFERENCE -> value;
            case INT -> unsigned ? value & 0xffff_ffffL : (int) value;
            case SHORT -> unsigned ? value & 0xffff : (short) value;
            case BYTE -> unsigned ? value & 0xff : value;
            case CHAR -> value & 0xffff;
            case BOOLEAN -> value == 0 ? 0 : 1;
            case FLOAT -> (long) Float.intBitsToFloat((int) value);
            case DOUBLE -> (long) Double.longBitsToDouble(value);
            case STRING, ARRAY, STRUCTURE -> 0;
        };
    }

    /** Converts an inline value for {@link ChunkReader#stringAt}; null if it has no text form. */
    String text(long value) {
        return switch (kind) {
            case FLOAT -> Double.toString(Float.intBitsToFloat((int) value));
            case DOUBLE -> Double.toString(Double.longBitsToDouble(value));
            case BOOLEAN -> Boolean.toString(value != 0);
            case CHAR -> Character.toString((char) value);
            case BYTE, SHORT, INT, LONG -> Long.toString(number(value));
            case REFERENCE, STRING, ARRAY, STRUCTURE -> null;
        };
    }

    private Kind kind() {
        if (dimension > 0) {
            return Kind.ARRAY;
        }
        if (reference) {
            return Kind.REFERENCE;
        }
        return switch (type.name) {
            case "boolean" -> Kind.BOOLEAN;
            case "byte" -> Kind.BYTE;
            case "short" -> Kind.SHORT;
            case "char" -> Kind.CHAR;
            case "int" -> Kind.INT;
            case "long" -> Kind.LONG;
            case "float" -> Kind.FLOAT;
            case "double" -> Kind.DOUBLE;
            case TypeLayout.STRING -> Kind.STRING;
            default -> Kind.STRUCTURE;
        };
    }
}
