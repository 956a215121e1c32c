package dev.customprofiles.benchmarks.reading;

import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;

/**
 * The obvious replay for a reader without one: a map from id to stack. Removes may come before their Adds.
 *
 * @param <S> a reader's stack
 */
final class LiveObjects<S> {

    private final Map<Long, S> open = new HashMap<>();
    private final Set<Long> removed = new HashSet<>();
    private long added;

    void add(long id, S stack) {
        added++;
        if (!removed.remove(id)) {
            open.put(id, stack);
        }
    }

    void remove(long id) {
        if (open.remove(id) == null) {
            removed.add(id);
        }
    }

    Map<Long, S> open() {
        return open;
    }

    Answer answer(long frames) {
        return new Answer(added, open.size(), frames);
    }
}
