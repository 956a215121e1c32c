package dev.customprofiles.replay;

import java.util.ArrayList;
import java.util.List;

/** Removals by object id. Most lookups find nothing, so it avoids boxing the ids. */
final class RemovalTable {

    interface Visitor {
        void visit(long id, Removal removal);
    }

    /** The only column: an index into the list. */
    private static final int PLACE = 0;

    private final IdTable places = new IdTable(1);
    private final List<Removal> removals = new ArrayList<>();

    /**
     * The greatest id. Most lookups are for greater ids, because ids come from a counter and objects are added after
     * those that left.
     */
    private long greatest = Long.MIN_VALUE;

    /** Adds a removal; keeps the first of several removals of an id. */
    void put(long id, Removal removal) {
        int row = places.put(id);
        if (row >= 0) {
            places.set(row, PLACE, removals.size());
            removals.add(removal);
            greatest = Math.max(greatest, id);
        }
    }

    /** Removes and returns the removal of an id; null if there is none. */
    Removal remove(long id) {
        int row = id > greatest ? -1 : places.find(id);
        if (row < 0) {
            return null;
        }
        int place = (int) places.get(row, PLACE);
        places.remove(row);
        Removal removal = removals.get(place);
        removals.set(place, null);
        if (places.size() == 0) {
            removals.clear();
        }
        return removal;
    }

    void forEach(Visitor visitor) {
        for (int row = places.first(); row >= 0; row = places.next(row)) {
            visitor.visit(places.id(row), removals.get((int) places.get(row, PLACE)));
        }
    }
}
