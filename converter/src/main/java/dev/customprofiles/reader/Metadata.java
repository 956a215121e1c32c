package dev.customprofiles.reader;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** The types of a chunk. Never changed once it is parsed, so chunks with equal metadata share one. */
final class Metadata {
    private final Map<Long, TypeLayout> types = new HashMap<>();
    private final Map<String, List<TypeLayout>> byName = new HashMap<>();
    private final List<TypeLayout> events = new ArrayList<>();

    void add(TypeLayout type) {
        // An id that is declared twice is damage; the first declaration is the one that the fields refer to.
        if (types.putIfAbsent(type.id, type) == null) {
            byName.computeIfAbsent(type.name, name -> new ArrayList<>(1)).add(type);
            if (type.isEvent()) {
                events.add(type);
            }
        }
    }

    /** The type, or null. */
    TypeLayout type(long id) {
        return types.get(id);
    }

    /** The types of a name, in the order of the metadata; a class that was loaded twice has two. */
    List<TypeLayout> named(String name) {
        return byName.getOrDefault(name, List.of());
    }

    List<TypeLayout> events() {
        return events;
    }
}
