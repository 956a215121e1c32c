package dev.customprofiles.reader;

import java.util.List;

/**
 * An event type, as described by the metadata of a chunk. If a class was loaded twice, a chunk has two types with the
 * same name.
 *
 * @param id the id of the type in events and in {@code jdk.ActiveSetting}; valid only within the chunk
 * @param name the full name, such as {@code jdk.ThreadStart}
 * @param label the display name, or null if the recording has none
 * @param fields the fields in the order in which they are written
 */
public record EventType(long id, String name, String label, List<EventField> fields) {
    public EventType {
        fields = List.copyOf(fields);
    }
}
