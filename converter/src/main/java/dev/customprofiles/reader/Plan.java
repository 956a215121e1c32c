package dev.customprofiles.reader;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * The steps that find the wanted fields in the bytes of a value, compiled once per type and chunk from the metadata.
 * Neighbouring fields that nobody wants are one step, and so are neighbouring numbers that somebody wants. A field is
 * decoded when it is asked for: {@link #number}.
 *
 * <p>A step is an operation in the low four bits and its operand above: a count, or the index of the plan for an array's
 * elements.
 */
final class Plan {
    /** Structures inside structures, and fields: beyond any real type, so that made-up ones cannot grow without end. */
    static final int DEEPEST = 16;

    static final int LONGEST = 4096;

    private static final int OPERATION_BITS = 4;
    private static final int SKIP_VARINTS = 0;
    private static final int SKIP_BYTES = 1;
    private static final int SKIP_ARRAY = 2;
    private static final int VARINTS = 3;

    /** Wanted or not, for {@link Shape} has to know. */
    private static final int STRING = 4;

    private static final int FIXED = 5;

    /** Notes where an array begins. */
    private static final int MARK = 6;

    /** Comes to something whose length nobody knows. */
    private static final int STUCK = 7;

    private final int[] steps;
    private final Plan[] elements;
    private final FieldLayout[] slots;

    /** For each slot, which of the places that are found is its own. */
    private final int[] places;

    /** Which of the places that are found are those of strings. */
    private final int[] strings;

    private final int found;

    private Plan(int[] steps, Plan[] elements, FieldLayout[] slots, int[] places, int[] strings, int found) {
        this.steps = steps;
        this.elements = elements;
        this.slots = slots;
        this.places = places;
        this.strings = strings;
        this.found = found;
    }

    /** Finds wanted fields of a structure and stops behind the last of them. */
    static Plan picking(TypeLayout type, List<String> wanted) {
        return new Compiler(wanted).structure(type).finish(false);
    }

    /** Finds wanted fields of a value, and goes to its end. A type without fields is its own field, named "". */
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

    /** Which of the places that {@link #run} finds is a slot's; only for slots that have a field. */
    int place(int slot) {
        return places[slot];
    }

    /** How many places {@link #run} finds. */
    int found() {
        return found;
    }

    /** Which of them are those of strings, whether they are wanted or not. */
    int[] strings() {
        return strings;
    }

    /** Whether only numbers and strings decide where a field is. */
    boolean isFlat() {
        return elements.length == 0;
    }

    /**
     * Runs the plan. Returns the position behind the last step, or something greater than {@code end} when the value does
     * not end before it.
     *
     * @param found where each field begins, of a string its encoding, of an array its size
     */
    int run(byte[] bytes, int position, int end, int[] found) {
        int p = position;
        int f = 0;
        for (int step : steps) {
            int operand = step >>> OPERATION_BITS;
            switch (step & ((1 << OPERATION_BITS) - 1)) {
                case VARINTS -> {
                    for (int behind = f + operand; f < behind && p <= end; f++) {
                        found[f] = p;
                        p = Varints.skip(bytes, p);
                    }
                }
                case SKIP_VARINTS -> p = Varints.skip(bytes, p, operand, end);
                case STRING -> {
                    found[f++] = p;
                    p = EncodedString.skip(bytes, p, end);
                }
                case FIXED -> {
                    found[f++] = p;
                    p += operand;
                }
                case SKIP_BYTES -> p += operand;
                case MARK -> found[f++] = p;
                case SKIP_ARRAY -> p = elements[operand].skipArray(bytes, p, end);
                default -> p = end + 1;
            }
            if (p > end) {
                return end + 1;
            }
        }
        return p;
    }

    /** The bits of the number that begins at a position; of floating point, too. 0 for what is no number. */
    static long number(FieldLayout field, byte[] bytes, int position) {
        return switch (field.kind) {
            case LONG, INT, SHORT, CHAR, REFERENCE -> Varints.get(bytes, position);
            case BOOLEAN, BYTE -> bytes[position];
            case FLOAT -> Long.reverseBytes(Varints.word(bytes, position)) >> Integer.SIZE;
            case DOUBLE -> Long.reverseBytes(Varints.word(bytes, position));
            case STRING, ARRAY, STRUCTURE -> 0;
        };
    }

    /** As an element's plan: the position behind a count and as many elements. */
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
        int[] ignored = new int[found];
        for (long i = 0; i < count && p <= end; i++) {
            p = run(bytes, p, end, ignored);
        }
        return p;
    }

    private static final class Compiler {
        private final List<String> wanted;
        private final FieldLayout[] slots;
        private final List<Plan> elements = new ArrayList<>();

        /** Fields that may still be added, here and in the plans of elements. */
        private final int[] budget;

        private final int[] places;
        private final List<Integer> strings = new ArrayList<>();
        private int found;
        private int[] steps = new int[16];
        private int length;

        /** How many of the steps it takes to have all that is picked, and how many places that is. */
        private int needed;

        private int neededFound;

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
            strings.add(picked ? found - 1 : found++);
            add(STRING, 1, picked);
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

        /** Gives a field its slot if it is asked for. Of two fields of one name, the first is the one that is meant. */
        private boolean pick(FieldLayout field, String path) {
            int slot = wanted.indexOf(path);
            if (slot < 0 || slots[slot] != null) {
                return false;
            }
            slots[slot] = field;
            places[slot] = found++;
            return true;
        }

        private void add(int operation, int operand, boolean picked) {
            boolean joins = operation <= SKIP_BYTES || operation == VARINTS;
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
                neededFound = found;
            }
        }

        Plan finish(boolean toTheEnd) {
            int places = toTheEnd ? found : neededFound;
            return new Plan(
                    Arrays.copyOf(steps, toTheEnd ? length : needed),
                    elements.toArray(new Plan[0]),
                    slots,
                    this.places,
                    strings.stream()
                            .mapToInt(Integer::intValue)
                            .filter(place -> place < places)
                            .toArray(),
                    places);
        }
    }
}
