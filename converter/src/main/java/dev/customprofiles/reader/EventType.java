package dev.customprofiles.reader;

import java.util.List;

/**
 * An event type, as one chunk's metadata describes it. Two types of a chunk may have the same name: a class that was
 * loaded twice.
 *
 * @param id what the chunk calls the type by, in its events and in {@code jdk.ActiveSetting}; another in each chunk
 * @param name the full name, such as {@code jdk.ThreadStart}
 * @param label the name for people, or null when the recording has none
 * @param fields the fields in the order they are written
 */
public record EventType(long id, String name, String label, List<EventField> fields) {
    public EventType {
        fields = List.copyOf(fields);
    }
}
