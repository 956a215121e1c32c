package dev.customprofiles.reader;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/** All damage of a recording. The same damage found again, by another pass over a chunk, counts once. */
final class DamageLog {
    /** Beyond these, more of it tells nobody anything. */
    private static final int MOST = 10_000;

    private final Set<Damage> found = new LinkedHashSet<>();

    synchronized void add(Damage damage) {
        if (found.size() < MOST) {
            found.add(damage);
        }
    }

    /** What was found, by file and place, so that the order does not depend on which thread came first. */
    synchronized List<Damage> sorted() {
        List<Damage> sorted = new ArrayList<>(found);
        sorted.sort(Comparator.comparing(Damage::file)
                .thenComparingLong(Damage::offset)
                .thenComparing(Damage::reason));
        return List.copyOf(sorted);
    }
}
