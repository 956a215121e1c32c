package dev.customprofiles.reader;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * The steps that pick the wanted fields out of the bytes of a value, compiled once per type and chunk from the metadata.
 * Neighbouring fields that nobody wants are one step, and so are neighbouring numbers that somebody wants; picked values
 * stand in the order of the bytes.
 *
 * <p>A step is an operation in the low four bits and its operand above: a count, or the index of the plan for an array's
 * elements.
 */
final class Plan {
    /** Structures inside structures, and steps: beyond any real type, so that made-up ones cannot grow without end. */
    static final int DEEPEST = 16;

    static final int LONGEST = 4096;

    private static final int OPERATION_BITS = 4;
    private static final int SKIP_VARINTS = 0;
    private static final int SKIP_BYTES = 1;
    private static final int SKIP_STRING = 2;
    private static final int SKIP_ARRAY = 3;
    private static final int VARINTS = 4;
    private static final int STRING = 5;
    private static final int BYTE = 6;
    private static final int FIXED4 = 7;
    private static final int FIXED8 = 8;

    /** Notes where an array begins. */
    private static final int MARK = 9;

    /** Comes to something whose length nobody knows. */
    private static final int STUCK = 10;

    private final int[] steps;
    private final Plan[] elements;
    private final FieldLayout[] slots;

    /** For each slot, which of the picked values is its own. */
    private final int[] places;

    private Plan(int[] steps, Plan[] elements, FieldLayout[] slots, int[] places) {
        this.steps = steps;
        this.elements = elements;
        this.slots = slots;
        this.places = places;
    }

    /** Reads wanted fields of a structure and stops behind the last of them. */
    static Plan picking(TypeLayout type, List<String> wanted) {
        return new Compiler(wanted).structure(type).finish(false);
    }

    /** Reads wanted fields of a value, and goes to its end. A type without fields is its own field, named "". */
    static Plan whole(TypeLayout type, List<String> wanted) {
        Compiler compiler = new Compiler(wanted);
        if (type.isLeaf()) {
            compiler.field(new FieldLayout("", type, false, 0), "", 0);
        } else {
            compiler.structure(type);
        }
        return compiler.finish(true);
    }

    /** The field in a slot, or null when the type has no such field. */
    FieldLayout slot(int slot) {
        return slots[slot];
    }

    /** Which of the values that {@link #run} gives is a slot's; only for slots that have a field. */
    int place(int slot) {
        return places[slot];
    }

    /** Where a string begins, out of its value. */
    static int start(long string) {
        return (int) string;
    }

    /** The position behind a string, out of its value. */
    static int end(long string) {
        return (int) (string >>> Integer.SIZE);
    }

    /**
     * Runs the plan. Of numbers the bits are the value (of floating point, too), of strings where they start and end, of
     * arrays where they start. Returns the position behind the last step, or something greater than {@code end} when
     * the value does not end before it.
     */
    int run(byte[] bytes, int position, int end, long[] values) {
        int p = position;
        int v = 0;
        for (int step : steps) {
            int operand = step >>> OPERATION_BITS;
            switch (step & ((1 << OPERATION_BITS) - 1)) {
                case VARINTS -> {
                    for (int behind = v + operand; v < behind && p <= end; v++) {
                        byte first = bytes[p];
                        if (first >= 0) {
                            // Half of all numbers; and what follows need not wait until the length is known.
                            values[v] = first;
                            p++;
                            continue;
                        }
                        long word = Varints.word(bytes, p);
                        long stops = Varints.stops(word);
                        if (stops != 0) {
                            values[v] = Varints.value(word, stops);
                            p += Varints.length(stops);
                        } else {
                            values[v] = Varints.nineByteValue(word, bytes[p + 8]);
                            p += Varints.MAX_BYTES;
                        }
                    }
                }
                case SKIP_VARINTS -> p = Varints.skip(bytes, p, operand, end);
                case STRING -> {
                    int start = p;
                    p = EncodedString.skip(bytes, p, end);
                    values[v++] = start | (long) p << Integer.SIZE;
                }
                case SKIP_STRING -> p = EncodedString.skip(bytes, p, end);
                case BYTE -> values[v++] = bytes[p++];
                case SKIP_BYTES -> p += operand;
                case FIXED4 -> {
                    values[v++] = Long.reverseBytes(Varints.word(bytes, p)) >> Integer.SIZE;
                    p += Integer.BYTES;
                }
                case FIXED8 -> {
                    values[v++] = Long.reverseBytes(Varints.word(bytes, p));
                    p += Long.BYTES;
                }
                case MARK -> values[v++] = p;
                case SKIP_ARRAY -> p = elements[operand].skipArray(bytes, p, end);
                default -> p = end + 1;
            }
            if (p > end) {
                return end + 1;
            }
        }
        return p;
    }

    /** As an element's plan: the position behind a count and as many elements. */
    private int skipArray(byte[] bytes, int position, int end) {
        long count = Varints.get(bytes, position);
        int p = Varints.skip(bytes, position);
        if (count < 0) {
            return end + 1;
        }
        if (steps.length == 0 || p > end) {
            return p;
        }
        int only = steps.length == 1 ? steps[0] & ((1 << OPERATION_BITS) - 1) : STUCK;
        int each = steps[0] >>> OPERATION_BITS;
        if (only == SKIP_VARINTS) {
            return count > end - p ? end + 1 : Varints.skip(bytes, p, count * each, end);
        }
        if (only == SKIP_BYTES) {
            return count > (end - p) / each ? end + 1 : p + (int) count * each;
        }
        for (long i = 0; i < count && p <= end; i++) {
            p = run(bytes, p, end, NOTHING);
        }
        return p;
    }

    private static final long[] NOTHING = {};

    private static final class Compiler {
        private final List<String> wanted;
        private final FieldLayout[] slots;
        private final List<Plan> elements = new ArrayList<>();

        /** Steps that may still be added, here and in the plans of elements. */
        private final int[] budget;

        private final int[] places;
        private int picked;
        private int[] steps = new int[16];
        private int length;

        /** How many of the steps it takes to have all that is picked. */
        private int needed;

        Compiler(List<String> wanted) {
            this(wanted, new int[] {LONGEST});
        }

        private Compiler(List<String> wanted, int[] budget) {
            this.wanted = wanted;
            this.slots = new FieldLayout[wanted.size()];
            this.places = new int[wanted.size()];
            this.budget = budget;
        }

        Compiler structure(TypeLayout type) {
            fields(type, "", 0);
            return this;
        }

        private void fields(TypeLayout type, String prefix, int depth) {
            for (FieldLayout field : type.fields) {
                if (budget[0] <= 0) {
                    return;
                }
                field(field, prefix + field.name, depth);
            }
        }

        void field(FieldLayout field, String path, int depth) {
            switch (field.kind) {
                case LONG, INT, SHORT, CHAR, REFERENCE -> number(field, path);
                case BOOLEAN, BYTE -> fixed(field, path, BYTE, Byte.BYTES);
                case FLOAT -> fixed(field, path, FIXED4, Float.BYTES);
                case DOUBLE -> fixed(field, path, FIXED8, Double.BYTES);
                case STRING -> add(pick(field, path) ? STRING : SKIP_STRING, 1);
                case ARRAY -> array(field, path, depth);
                case STRUCTURE -> {
                    if (field.type.isLeaf() || depth >= DEEPEST) {
                        add(STUCK, 1);
                    } else {
                        fields(field.type, path + '.', depth + 1);
                    }
                }
            }
        }

        private void number(FieldLayout field, String path) {
            add(pick(field, path) ? VARINTS : SKIP_VARINTS, 1);
        }

        private void fixed(FieldLayout field, String path, int operation, int size) {
            if (pick(field, path)) {
                add(operation, 1);
            } else {
                add(SKIP_BYTES, size);
            }
        }

        private void array(FieldLayout field, String path, int depth) {
            if (pick(field, path)) {
                add(MARK, 1);
            }
            Compiler element = new Compiler(List.of(), budget);
            if (depth >= DEEPEST) {
                element.add(STUCK, 1);
            } else {
                element.field(new FieldLayout("", field.type, field.reference, field.dimension - 1), "", depth + 1);
            }
            elements.add(element.finish(true));
            add(SKIP_ARRAY, elements.size() - 1);
        }

        /** Gives a field its slot if it is asked for. Of two fields of one name, the first is the one that is meant. */
        private boolean pick(FieldLayout field, String path) {
            int slot = wanted.indexOf(path);
            if (slot < 0 || slots[slot] != null) {
                return false;
            }
            slots[slot] = field;
            places[slot] = picked++;
            return true;
        }

        private void add(int operation, int operand) {
            boolean joins = operation <= SKIP_BYTES || operation == VARINTS;
            if (joins && length > 0 && (steps[length - 1] & ((1 << OPERATION_BITS) - 1)) == operation) {
                steps[length - 1] += operand << OPERATION_BITS;
            } else {
                if (length == steps.length) {
                    steps = Arrays.copyOf(steps, length * 2);
                }
                steps[length++] = budget[0]-- > 0 ? operation | operand << OPERATION_BITS : STUCK;
            }
            if (operation >= VARINTS && operation != STUCK) {
                needed = length;
            }
        }

        Plan finish(boolean toTheEnd) {
            return new Plan(
                    Arrays.copyOf(steps, toTheEnd ? length : needed), elements.toArray(new Plan[0]), slots, places);
        }
    }
}
