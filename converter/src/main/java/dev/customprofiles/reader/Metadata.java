package dev.customprofiles.reader;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** The types of a chunk. Immutable, so chunks with equal metadata share one instance. */
final class Metadata {
    private final Map<Long, TypeLayout> types = new HashMap<>();
    private final Map<String, List<TypeLayout>> byName = new HashMap<>();
    private final List<TypeLayout> events = new ArrayList<>();

    void add(TypeLayout type) {
        // An id that is declared twice is damage; fields refer to the first declaration.
        if (types.putIfAbsent(type.id, type) == null) {
            byName.computeIfAbsent(type.name, name -> new ArrayList<>(1)).add(type);
            if (type.isEvent()) {
                events.add(type);
            }
        }
    }

    /** Returns the type, or null. */
    TypeLayout type(long id) {
        return types.get(id);
    }

    /** Returns the types of a name, in the order of the metadata. There are two if a class was loaded twice. */
    List<TypeLayout> named(String name) {
        return byName.getOrDefault(name, List.of());
    }

    List<TypeLayout> events() {
        return events;
    }
}
