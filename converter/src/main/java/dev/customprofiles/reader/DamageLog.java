package dev.customprofiles.reader;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/** Collects all damage of a recording. Damage that another pass finds again counts once. */
final class DamageLog {
    /** Maximum number of entries. More would add no information. */
    private static final int MOST = 10_000;

    private final Set<Damage> found = new LinkedHashSet<>();

    synchronized void add(Damage damage) {
        if (found.size() < MOST) {
            found.add(damage);
        }
    }

    /** Returns the damage sorted by file and position, so that the order does not depend on the timing of threads. */
    synchronized List<Damage> sorted() {
        List<Damage> sorted = new ArrayList<>(found);
        sorted.sort(Comparator.comparing(Damage::file)
                .thenComparingLong(Damage::offset)
                .thenComparing(Damage::reason));
        return List.copyOf(sorted);
    }
}
