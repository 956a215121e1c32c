package dev.customprofiles.reader;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Decodes the selected fields of an event type in one pass. Each field begins where the previous one ends, so finding
 * the fields takes nearly as long as decoding them.
 */
final class EventDecoder {

    private static final String START_TIME = "startTime";

    /** Slot in the plan of the selection's first field. Slot 0 is the start time, unless the selection includes it. */
    private static final int FIRST = 1;

    final int selection;
    final TypeLayout type;
    private final Plan plan;
    private final int startSlot;

    /** By slot of the plan, like all arrays of this class. */
    private final FieldLayout[] fields;

    /** The numbers of the current event as {@link ChunkReader#longAt} returns them; 0 for fields of other kinds. */
    private final long[] numbers;

    private final double[] floatingPoint;
    private final RepeatedString[] strings;

    /** The slots whose value is not simply the decoded number. */
    private final int[] converted;

    EventDecoder(int selection, TypeLayout type, List<String> wanted) {
        this.selection = selection;
        this.type = type;
        List<String> slots = new ArrayList<>();
        slots.add(wanted.contains(START_TIME) ? null : START_TIME);
        slots.addAll(wanted);
        plan = Plan.picking(type, slots);
        startSlot = slots.indexOf(START_TIME);
        fields = new FieldLayout[slots.size()];
        numbers = new long[fields.length];
        floatingPoint = new double[fields.length];
        strings = plan.strings();
        int[] others = new int[fields.length];
        int count = 0;
        for (int slot = 0; slot < fields.length; slot++) {
            fields[slot] = plan.slot(slot);
            if (fields[slot] != null && isConverted(fields[slot].kind)) {
                others[count++] = slot;
            }
        }
        converted = Arrays.copyOf(others, count);
    }

    private static boolean isConverted(FieldLayout.Kind kind) {
        return switch (kind) {
            case LONG, REFERENCE, STRING -> false;
            default -> true;
        };
    }

    /** Decodes an event; false if it does not fit the layout. */
    boolean decode(byte[] bytes, int position, int end) {
        if (plan.run(bytes, position, end, numbers, strings) > end) {
            return false;
        }
        for (int slot : converted) {
            FieldLayout field = fields[slot];
            if (field.kind == FieldLayout.Kind.INT && !field.unsigned) {
                numbers[slot] = (int) numbers[slot]; // by far the most common case
            } else {
                convert(slot, field);
            }
        }
        return true;
    }

    private void convert(int slot, FieldLayout field) {
        long bits = numbers[slot];
        if (field.kind == FieldLayout.Kind.FLOAT) {
            floatingPoint[slot] = Float.intBitsToFloat((int) bits);
        } else if (field.kind == FieldLayout.Kind.DOUBLE) {
            floatingPoint[slot] = Double.longBitsToDouble(bits);
        }
        numbers[slot] = field.number(bits);
    }

    boolean hasStart() {
        return fields[startSlot] != null;
    }

    /** Returns the start of the current event; 0 if the type has none. */
    long startTicks() {
        return numbers[startSlot];
    }

    /** Returns the field in a slot of the selection; null if the type lacks it. */
    FieldLayout field(int slot) {
        return fields[slot + FIRST];
    }

    long longAt(int slot) {
        return numbers[slot + FIRST];
    }

    double doubleAt(int slot) {
        return isFloatingPoint(slot) ? floatingPoint[slot + FIRST] : longAt(slot);
    }

    /** Returns the number in a slot in decimal; null if the field is not a number. */
    String text(int slot) {
        return isFloatingPoint(slot)
                ? Double.toString(floatingPoint[slot + FIRST])
                : field(slot).text(longAt(slot));
    }

    private boolean isFloatingPoint(int slot) {
        FieldLayout field = field(slot);
        return field != null && (field.kind == FieldLayout.Kind.FLOAT || field.kind == FieldLayout.Kind.DOUBLE);
    }

    /** Returns the string in a slot; null if the field is not a string. */
    RepeatedString string(int slot) {
        return strings[slot + FIRST];
    }
}
