package dev.customprofiles.writer;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;

/** Numbers distinct values densely, in order of first use. */
public final class Index<T> {

    private final Map<T, Integer> numbers = new LinkedHashMap<>();
    private final int first;

    /** Creates an empty index whose first value gets the number {@code first}. */
    public Index(int first) {
        this.first = first;
    }

    /** Returns the number of a value, adding it if it is new. */
    public int of(T value) {
        Integer known = numbers.putIfAbsent(value, first + numbers.size());
        return known != null ? known : first + numbers.size() - 1;
    }

    /** Returns the values in order of their numbers, which are consecutive from {@code first} on. */
    public Set<T> values() {
        return numbers.keySet();
    }
}
