package dev.customprofiles.builtin;

import dev.customprofiles.reader.EventSelection;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;

/**
 * An event whose stacks and values make a profile.
 *
 * @param event the event's name
 * @param thread the field with the thread it happened on
 * @param objectClass the field with the class it is about, or null
 * @param owner the field with the thread that was waited for, or null
 * @param measure what one event adds beside the count of 1
 * @param value the field that the measure needs, or null
 */
record ProfiledEvent(String event, String thread, String objectClass, String owner, Measure measure, String value) {

    /** What an event adds to the second of a profile's values. */
    enum Measure {
        /** Nothing: it is only counted. */
        NONE,
        /** The number in a field. */
        NUMBER,
        /** The length of time in a field. */
        TIME,
        /** The time between two samples, as it was set. */
        PERIOD
    }

    static final String STACK = "stackTrace";
    static final String DURATION = "duration";
    static final String STATE = "state";

    static ProfiledEvent counted(String event) {
        return new ProfiledEvent(event, "eventThread", null, null, Measure.NONE, null);
    }

    static ProfiledEvent allocation(String event, String weight) {
        return new ProfiledEvent(event, "eventThread", "objectClass", null, Measure.NUMBER, weight);
    }

    static ProfiledEvent io(String event) {
        return lock(event, null, null);
    }

    static ProfiledEvent lock(String event, String objectClass, String owner) {
        return new ProfiledEvent(event, "eventThread", objectClass, owner, Measure.TIME, DURATION);
    }

    EventSelection selection() {
        return new EventSelection(event, fields());
    }

    /** The slot of a field in the selection; -1 for null. */
    int slot(String field) {
        return field == null ? -1 : fields().indexOf(field);
    }

    private List<String> fields() {
        return Stream.of(STACK, DURATION, STATE, thread, objectClass, owner, value)
                .filter(Objects::nonNull)
                .distinct()
                .toList();
    }
}
