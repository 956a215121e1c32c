package dev.customprofiles.reader;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * The steps that find the wanted fields in the bytes of a value, compiled from the metadata once per type and chunk.
 * Adjacent numbers form one step if all of them are wanted, or none.
 *
 * <p>A step is an operation in the low four bits and its operand above: a count, or the index of the plan for an
 * array's elements.
 */
final class Plan {
    /** Limits on nesting and on fields, beyond any real type, so that corrupt types cannot grow without bound. */
    static final int DEEPEST = 16;

    static final int LONGEST = 4096;

    private static final int OPERATION_BITS = 4;
    private static final int VARINTS = 0;
    private static final int SKIP_VARINTS = 1;
    private static final int SKIP_BYTES = 2;
    private static final int STRING = 3;
    private static final int SKIP_STRING = 4;
    private static final int FIXED = 5;
    private static final int SKIP_ARRAY = 6;

    /** Stores the position of an array. */
    private static final int MARK = 7;

    /** Stops at a value of unknown length. */
    private static final int STUCK = 8;

    private static final long[] NO_NUMBERS = {};
    private static final RepeatedString[] NO_STRINGS = {};

    private final int[] steps;
    private final Plan[] elements;
    private final FieldLayout[] slots;

    /** The slots in the order in which their fields are written. */
    private final int[] order;

    private Plan(int[] steps, Plan[] elements, FieldLayout[] slots, int[] order) {
        this.steps = steps;
        this.elements = elements;
        this.slots = slots;
        this.order = order;
    }

    /** Compiles a plan that finds the wanted fields of a structure and stops after the last of them. */
    static Plan picking(TypeLayout type, List<String> wanted) {
        return new Compiler(wanted).structure(type).finish(false);
    }

    /**
     * Compiles a plan that finds the wanted fields of a value and goes to its end. A type without fields is its own
     * field, named "".
     */
    static Plan whole(TypeLayout type, List<String> wanted) {
        Compiler compiler = new Compiler(wanted);
        if (type.isLeaf()) {
            compiler.field(new FieldLayout("", type, false, 0), "", 0);
        } else {
            compiler.structure(type);
        }
        return compiler.finish(true);
    }

    /** Returns the field in a slot, or null if the type lacks it. */
    FieldLayout slot(int slot) {
        return slots[slot];
    }

    /**
     * Returns the {@code strings} argument for {@link #run}: an element for each slot with a string, null for the
     * others.
     */
    RepeatedString[] strings() {
        RepeatedString[] strings = new RepeatedString[slots.length];
        for (int slot = 0; slot < slots.length; slot++) {
            if (slots[slot] != null && slots[slot].kind == FieldLayout.Kind.STRING) {
                strings[slot] = new RepeatedString();
            }
        }
        return strings;
    }

    /** Skips a value, with a plan without slots; otherwise like {@link #run}. */
    int skip(byte[] bytes, int position, int end) {
        return run(bytes, position, end, NO_NUMBERS, NO_STRINGS);
    }

    /**
     * Runs the plan. Returns the position after the last step, or a value greater than {@code end} if the value does
     * not end before {@code end}.
     *
     * @param numbers receives the bits of numbers and the positions of arrays, by slot
     * @param strings receives the strings, by slot; see {@link #strings}
     */
    int run(byte[] bytes, int position, int end, long[] numbers, RepeatedString[] strings) {
        int p = position;
        int f = 0;
        for (int step : steps) {
            int operand = step >>> OPERATION_BITS;
            switch (step & ((1 << OPERATION_BITS) - 1)) {
                case VARINTS -> {
                    for (int behind = f + operand; f < behind && p <= end; f++) {
                        long value = bytes[p++];
                        if (value < 0) {
                            int second = bytes[p++];
                            if (second >= 0) {
                                value = value & 0x7f | second << 7;
                            } else {
                                long word = Varints.word(bytes, p - 2);
                                long stops = Varints.stops(word);
                                if (stops == 0) {
                                    value = Varints.nineByteValue(word, bytes[p + 6]);
                                    p += Varints.MAX_BYTES - 2;
                                } else {
                                    value = Varints.value(word, stops);
                                    p += Varints.length(stops) - 2;
                                }
                            }
                        }
                        numbers[order[f]] = value;
                    }
                }
                case SKIP_VARINTS -> {
                    for (int left = operand; left > 0 && p <= end; left--) {
                        if (bytes[p++] < 0 && bytes[p++] < 0) {
                            p = Varints.skip(bytes, p - 2);
                        }
                    }
                }
                case STRING -> p = strings[order[f++]].skip(bytes, p, end);
                case SKIP_STRING -> p = EncodedString.skip(bytes, p, end);
                case FIXED -> {
                    int slot = order[f++];
                    numbers[slot] = fixed(slots[slot], bytes, p);
                    p += operand;
                }
                case SKIP_BYTES -> p += operand;
                case MARK -> numbers[order[f++]] = p;
                case SKIP_ARRAY -> p = elements[operand].skipArray(bytes, p, end);
                default -> p = end + 1;
            }
            if (p > end) {
                return end + 1;
            }
        }
        return p;
    }

    /** Returns the bits of a number of fixed size. */
    private static long fixed(FieldLayout field, byte[] bytes, int position) {
        return switch (field.kind) {
            case FLOAT -> Long.reverseBytes(Varints.word(bytes, position)) >> Integer.SIZE;
            case DOUBLE -> Long.reverseBytes(Varints.word(bytes, position));
            default -> bytes[position];
        };
    }

    /** Skips an array with this plan for its elements; returns the position after the count and the elements. */
    private int skipArray(byte[] bytes, int position, int end) {
        long count = Varints.get(bytes, position);
        int p = Varints.skip(bytes, position);
        if (count < 0) {
            return end + 1;
        }
        if (count == 0 || steps.length == 0 || p > end) {
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
            p = skip(bytes, p, end);
        }
        return p;
    }

    private static final class Compiler {
        private final List<String> wanted;
        private final FieldLayout[] slots;
        private final List<Plan> elements = new ArrayList<>();

        /** Number of fields that may still be added, here and in the plans of elements. */
        private final int[] budget;

        private final int[] order;
        private int picked;
        private int[] steps = new int[16];
        private int length;

        /** Number of steps up to the last picked field. */
        private int needed;

        Compiler(List<String> wanted) {
            this(wanted, new int[] {LONGEST});
        }

        private Compiler(List<String> wanted, int[] budget) {
            this.wanted = wanted;
            this.slots = new FieldLayout[wanted.size()];
            this.order = new int[wanted.size()];
            this.budget = budget;
        }

        Compiler structure(TypeLayout type) {
            fields(type, "", 0);
            return this;
        }

        private void fields(TypeLayout type, String prefix, int depth) {
            for (FieldLayout field : type.fields) {
                if (budget[0] <= 0) {
                    add(STUCK, 1, false);
                    return;
                }
                field(field, prefix + field.name, depth);
            }
        }

        void field(FieldLayout field, String path, int depth) {
            switch (field.kind) {
                case LONG, INT, SHORT, CHAR, REFERENCE -> number(field, path);
                case BOOLEAN, BYTE -> fixed(field, path, Byte.BYTES);
                case FLOAT -> fixed(field, path, Float.BYTES);
                case DOUBLE -> fixed(field, path, Double.BYTES);
                case STRING -> string(field, path);
                case ARRAY -> array(field, path, depth);
                case STRUCTURE -> {
                    if (field.type.isLeaf() || depth >= DEEPEST) {
                        add(STUCK, 1, false);
                    } else {
                        fields(field.type, path + '.', depth + 1);
                    }
                }
            }
        }

        private void number(FieldLayout field, String path) {
            boolean picked = pick(field, path);
            add(picked ? VARINTS : SKIP_VARINTS, 1, picked);
        }

        private void fixed(FieldLayout field, String path, int size) {
            boolean picked = pick(field, path);
            add(picked ? FIXED : SKIP_BYTES, size, picked);
        }

        private void string(FieldLayout field, String path) {
            boolean picked = pick(field, path);
            add(picked ? STRING : SKIP_STRING, 1, picked);
        }

        private void array(FieldLayout field, String path, int depth) {
            if (pick(field, path)) {
                add(MARK, 1, true);
            }
            Compiler element = new Compiler(List.of(), budget);
            if (depth >= DEEPEST) {
                element.add(STUCK, 1, false);
            } else {
                element.field(new FieldLayout("", field.type, field.reference, field.dimension - 1), "", depth + 1);
            }
            elements.add(element.finish(true));
            add(SKIP_ARRAY, elements.size() - 1, false);
        }

        /** Assigns a slot to a field if it is wanted. Of two fields with the same name, the first one counts. */
        private boolean pick(FieldLayout field, String path) {
            int slot = wanted.indexOf(path);
            if (slot < 0 || slots[slot] != null) {
                return false;
            }
            slots[slot] = field;
            order[picked++] = slot;
            return true;
        }

        private void add(int operation, int operand, boolean picked) {
            boolean joins = operation <= SKIP_BYTES;
            boolean affordable = budget[0]-- > 0;
            if (joins && affordable && length > 0 && (steps[length - 1] & ((1 << OPERATION_BITS) - 1)) == operation) {
                steps[length - 1] += operand << OPERATION_BITS;
            } else {
                if (length == steps.length) {
                    steps = Arrays.copyOf(steps, length * 2);
                }
                steps[length++] = affordable ? operation | operand << OPERATION_BITS : STUCK;
            }
            if (picked) {
                needed = length;
            }
        }

        Plan finish(boolean toTheEnd) {
            return new Plan(
                    Arrays.copyOf(steps, toTheEnd ? length : needed), elements.toArray(new Plan[0]), slots, order);
        }
    }
}
