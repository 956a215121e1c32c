package dev.customprofiles.builtin;

import dev.customprofiles.reader.EventSelection;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;

/**
 * An event whose stacks and values make a profile.
 *
 * @param event the event's name
 * @param thread the field with the thread on which the event happened
 * @param objectClass the field with the class of the object, or null
 * @param owner the field with the thread that held the lock, or null
 * @param measure what an event adds to the second value, beside 1 to the count
 * @param value the field that the measure reads, or null
 */
record ProfiledEvent(String event, String thread, String objectClass, String owner, Measure measure, String value) {

    /** What an event adds to the second of a profile's values. */
    enum Measure {
        /** Nothing: events are only counted. */
        NONE,
        /** The number in a field. */
        NUMBER,
        /** The duration in a field. */
        TIME,
        /** The sampling period, from the settings. */
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

    /** Returns the slot of a field in the selection; -1 for null. */
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
