package dev.customprofiles.writer;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;

/** Numbers values densely in the order in which they are first seen; equal values share a number. */
public final class Index<T> {

    private final Map<T, Integer> numbers = new LinkedHashMap<>();
    private final int first;

    /** An empty table whose first value gets the number {@code first}. */
    public Index(int first) {
        this.first = first;
    }

    /** The number of the value, which is entered if it is new. */
    public int of(T value) {
        Integer known = numbers.putIfAbsent(value, first + numbers.size());
        return known != null ? known : first + numbers.size() - 1;
    }

    /** The values by number, from {@code first} on without a gap. */
    public Set<T> values() {
        return numbers.keySet();
    }
}
