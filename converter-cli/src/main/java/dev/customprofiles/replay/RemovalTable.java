package dev.customprofiles.replay;

import java.util.ArrayList;
import java.util.List;

/** Removals by the id of the object, without an object for each id that is looked up in vain, as most are. */
final class RemovalTable {

    interface Visitor {
        void visit(long id, Removal removal);
    }

    /** By id; what is a site elsewhere is a place in the list here. */
    private final ObjectTable places = new ObjectTable();

    private final List<Removal> removals = new ArrayList<>();

    /** Keeps the first of several removals of an id. */
    void put(long id, Removal removal) {
        if (places.put(id, 0, 0, removals.size(), 0)) {
            removals.add(removal);
        }
    }

    /** Takes the removal of an id out; null if there is none. */
    Removal remove(long id) {
        int slot = places.find(id);
        if (slot < 0) {
            return null;
        }
        int place = places.site(slot);
        places.remove(slot);
        Removal removal = removals.get(place);
        removals.set(place, null);
        if (places.size() == 0) {
            removals.clear();
        }
        return removal;
    }

    void forEach(Visitor visitor) {
        for (int slot = 0; slot < places.slots(); slot++) {
            if (places.used(slot)) {
                visitor.visit(places.id(slot), removals.get(places.site(slot)));
            }
        }
    }
}
