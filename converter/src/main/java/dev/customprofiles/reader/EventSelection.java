package dev.customprofiles.reader;

import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * Selects an event type and fields of it. The index of a field in the list is its slot in {@link ChunkReader}. Fields
 * of inline structures are named with dots ({@code heapSpace.start}).
 *
 * @param eventName the full name of the type, such as {@code customprofiles.Add}
 * @param fields the fields to read, including JFR's own: {@code startTime}, {@code duration}, {@code eventThread},
 *     {@code stackTrace}
 */
public record EventSelection(String eventName, List<String> fields) {
    public EventSelection {
        fields = List.copyOf(fields);
        if (fields.stream().distinct().count() != fields.size()) {
            throw new IllegalArgumentException(eventName + ": a field is asked for twice: " + fields);
        }
    }

    /** Selects an event type. Fields that a recording's layout lacks are absent; that is not an error. */
    public static EventSelection of(String eventName, String... fields) {
        return new EventSelection(eventName, List.of(fields));
    }

    /** Returns the selections as a list; throws {@link IllegalArgumentException} if an event type is selected twice. */
    static List<EventSelection> distinct(EventSelection... selections) {
        Set<String> names = new HashSet<>();
        for (EventSelection selection : selections) {
            if (!names.add(selection.eventName)) {
                throw new IllegalArgumentException("event " + selection.eventName + " is selected twice");
            }
        }
        return List.of(selections);
    }
}
