package dev.customprofiles.reader;

import java.util.ArrayList;
import java.util.List;

/** What {@link ChunkReader} does with an event type that is asked for. */
final class Choice {

    private static final String START_TIME = "startTime";

    final int selection;
    final TypeLayout type;
    final FieldLayout[] fields;

    /** Which of the fields are plain numbers, as nearly all are. */
    final boolean[] isLong;

    /** Where the fields of the current event of this type are, from its beginning on; as absent ones are not. */
    final int[] at;

    /** Where its start time is, from its beginning on; negative if the type has none. */
    int start = -1;

    private final Plan plan;
    private final int startSlot;

    /** All that the plan finds in an event, from its beginning on. */
    private final int[] found;

    /** That of the last event whose fields were looked for, in the same places; null when it would not help. */
    private final Shape shape;

    Choice(int selection, TypeLayout type, List<String> wanted) {
        this.selection = selection;
        this.type = type;
        List<String> all = new ArrayList<>(wanted);
        if (!all.contains(START_TIME)) {
            all.add(START_TIME);
        }
        plan = Plan.picking(type, all);
        startSlot = all.indexOf(START_TIME);
        fields = new FieldLayout[wanted.size()];
        isLong = new boolean[fields.length];
        for (int slot = 0; slot < fields.length; slot++) {
            fields[slot] = plan.slot(slot);
            isLong[slot] = fields[slot] != null && fields[slot].kind == FieldLayout.Kind.LONG;
        }
        at = new int[fields.length];
        found = new int[plan.found()];
        shape = plan.isFlat() ? new Shape(plan.strings()) : null;
    }

    /** Finds the fields of an event; false if it does not fit the layout. */
    boolean find(byte[] bytes, int begin, int content, int end) {
        return shape != null && shape.fits(bytes, begin, end) || look(bytes, begin, content, end);
    }

    private boolean look(byte[] bytes, int begin, int content, int end) {
        int behindFields = plan.run(bytes, content, end, found);
        if (behindFields > end) {
            if (shape != null) {
                shape.forget();
            }
            return false;
        }
        for (int i = 0; i < found.length; i++) {
            found[i] -= begin;
        }
        for (int slot = 0; slot < fields.length; slot++) {
            if (fields[slot] != null) {
                at[slot] = found[plan.place(slot)];
            }
        }
        if (plan.slot(startSlot) != null) {
            start = found[plan.place(startSlot)];
        }
        if (shape != null) {
            shape.take(bytes, begin, behindFields, found);
        }
        return true;
    }
}
